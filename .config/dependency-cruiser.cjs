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
    {
      name: 'sdk-for-authors-knows-no-host',
      comment: 'Who writes a plugin gets nothing that only the core and tests have a use for.',
      severity: 'error',
      from: { path: '^plugins/sdk/src/author/' },
      to: { path: '^plugins/sdk/src/(host|testing|cli)/' },
    },
    { name: 'sdk-host-knows-no-tests', severity: 'error', from: { path: '^plugins/sdk/src/host/' }, to: { path: '^plugins/sdk/src/(testing|cli)/' } },
    { name: 'contracts-import-nothing', severity: 'error', from: { path: '^plugins/contracts/' }, to: { path: '^(core-api|admin-ui|plugins/(?!contracts))' } },
    { name: 'panels-know-no-app', severity: 'error', from: { path: '^admin-ui/src/(panels|charts|schema-form)/' }, to: { path: '^admin-ui/src/app/' } },
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
