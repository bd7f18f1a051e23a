/** The editor's packages come without types; open.ts and model.ts are the only places that touch them. */
declare module 'dmn-js-shared/lib/*';
declare module 'dmn-js-decision-table/lib/*';
declare module 'table-js/lib/*';
declare module '@bpmn-io/dmn-variable-resolver';
declare module 'dmn-moddle' {
  export class DmnModdle {
    fromXML(xml: string, root: string): Promise<{ rootElement: unknown; warnings: { message: string }[] }>;
    create(type: string, attributes?: object): unknown;
  }
}
