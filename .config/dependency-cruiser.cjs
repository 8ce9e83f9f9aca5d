/** Arrows run one way. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'intake-knows-no-dashboards',
      comment: 'Collecting and processing go on whatever the dashboards do.',
      severity: 'error',
      from: { path: '^core-api/src/(collect|pipeline|enrichment(?!/api))/' },
      to: { path: '^core-api/src/(analytics|live|identity|monitoring|reports|notifications|dashboard)/' },
    },
    {
      name: 'plugins-import-only-the-sdk',
      severity: 'error',
      from: { path: '^plugins/(destinations|enrichments)/([^/]+)/' },
      to: { path: '^(core-api|admin-ui|plugins/contracts|plugins/(destinations|enrichments)/(?!$2))', pathNot: '^plugins/$1/$2/' },
    },
    { name: 'sdk-imports-only-contracts', severity: 'error', from: { path: '^plugins/sdk/' }, to: { path: '^(core-api|admin-ui|plugins/(destinations|enrichments))' } },
    { name: 'contracts-import-nothing', severity: 'error', from: { path: '^plugins/contracts/' }, to: { path: '^(core-api|admin-ui|plugins/(?!contracts))' } },
    {
      name: 'panels-know-no-page',
      comment: 'They stand in wp-admin as well, where there is no log-in; nor a router, which the linter sees to.',
      severity: 'error',
      from: { path: '^admin-ui/src/(panels|components|charts|schema-form|api)/' },
      to: { path: '^admin-ui/src/(app|pages|routes)' },
    },
    {
      name: 'pages-know-no-app',
      comment: 'The frame knows the pages, by the list of routes; pages know neither it nor each other.',
      severity: 'error',
      from: { path: '^admin-ui/src/pages/([^/]+)/' },
      to: { path: '^admin-ui/src/(app|routes|pages/(?!$1/|shared/))' },
    },
    { name: 'one-place-fetches', comment: 'Data is loaded by the queries of admin-ui/src/api.', severity: 'error', from: { path: '^admin-ui/src/', pathNot: '^admin-ui/src/api/' }, to: { path: '^admin-ui/src/api/(core-api|own-site-api|live-socket)', dependencyTypesNot: ['type-only'] } },
    { name: 'core-knows-no-plugin', severity: 'error', from: { path: '^core-api/src/' }, to: { path: '^plugins/(destinations|enrichments)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|\\.spec\\.ts$|\\.test\\.ts$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
};
