#!/usr/bin/env python3
"""Count waits straight from an appointments file of the Vitória shape, by other means than Vuoro's: prints
"<end> <split> <count> <within> <group>" lines for waits of at most N days. recount.py FILE N"""
import collections
import csv
import datetime
import sys

accepted = {}
rejected = 0
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        booked = datetime.date.fromisoformat(row["ScheduledDay"][:10])
        visit = datetime.date.fromisoformat(row["AppointmentDay"][:10])
        if visit < booked or not 0 <= int(row["Age"]) <= 130:
            rejected += 1
        else:
            accepted.setdefault(row["AppointmentID"], (row, (visit - booked).days))

limit = int(sys.argv[2])
counts = collections.Counter()
within = collections.Counter()
for row, days in accepted.values():
    groups = [("none", "all"), ("age", "0-22" if int(row["Age"]) <= 22 else "23+"), ("area", row["Neighbourhood"]),
              ("sex", {"F": "female", "M": "male"}[row["Gender"]])]
    for end in ["planned"] + (["realised"] if row["No-show"] == "No" else []):
        for split, group in groups:
            counts[end, split, group] += 1
            within[end, split, group] += days <= limit
print("rows", len(accepted), rejected)
for (end, split, group), count in sorted(counts.items()):
    print(end, split, count, within[end, split, group], group)
