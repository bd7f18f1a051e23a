import { defineConfig, type Plugin } from 'vite';
// @ts-expect-error a build script without types
import { strictEditor } from './scripts/strict-editor.mjs';

export default defineConfig({
  plugins: [strictEditor() as Plugin],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2021',
    manifest: true,
    modulePreload: { polyfill: false },
    // Data URLs would need img-src data: in the policy; every asset is a file.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        resident: 'src/surfaces/resident/entry.tsx',
        desk: 'src/surfaces/desk/entry.tsx',
        day: 'src/surfaces/day/entry.tsx',
        newcontact: 'src/surfaces/newcontact/entry.tsx',
        chat: 'src/surfaces/chat/entry.tsx',
        staffchat: 'src/surfaces/chat/staffEntry.tsx',
        walkin: 'src/surfaces/walkin/entry.tsx',
        display: 'src/surfaces/display/entry.tsx',
        lead: 'src/surfaces/lead/entry.tsx',
        forecast: 'src/surfaces/lead/forecastEntry.tsx',
        plans: 'src/surfaces/lead/plans/plansEntry.tsx',
        network: 'src/surfaces/lead/network/networkEntry.tsx',
        info: 'src/surfaces/info/entry.ts',
        navigators: 'src/surfaces/navigators/entry.ts',
        answers: 'src/surfaces/answers/entry.tsx',
        studio: 'src/surfaces/studio/entry.tsx',
      },
      // One shared script instead of many small ones: fewer requests before a page can be used.
      output: { manualChunks: (id) => (/node_modules\/preact|vite\/preload-helper|\/src\/(design|i18n|api)\/|\/surfaces\/start/.test(id) && !/\.(css|json)$/.test(id) && !id.includes('/charts/') ? 'shared' : undefined) },
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
