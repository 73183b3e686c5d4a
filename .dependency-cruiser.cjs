// Who may import whom: the table of the architecture. Everything that is not named here as allowed is an error.
const node = ['core'];

/** A rule that forbids `from` to import anything of this project outside `allowed` (regular expressions). */
function only(name, from, allowed, because) {
  return {
    name,
    severity: 'error',
    comment: because,
    from: { path: from },
    to: { path: '^(?!node_modules/)', pathNot: [from, ...allowed], dependencyTypesNot: [...node, 'npm', 'npm-dev'] },
  };
}

/** As `only`, for a folder that may know these others by their types alone. */
function typesOnly(name, from, to, because) {
  return {
    name,
    severity: 'error',
    comment: because,
    from: { path: from },
    to: { path: to, dependencyTypesNot: ['type-only'] },
  };
}

const outside = (folder, packages) => ({
  name: `${folder}-is-pure`,
  severity: 'error',
  comment: 'It runs in the sandbox and is replayed: no clock, no I/O, nothing that makes its bundle large.',
  from: { path: `^${folder}/` },
  to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: packages },
});

module.exports = {
  forbidden: [
    only('domain-stands-alone', '^domain/', [], 'Pure rules know nobody.'),
    only(
      'packs',
      '^packs/',
      ['^domain/', '^policies/', '^reports/(definitions|dimensions)\\.ts$'],
      'Packs check policies for the rules, and nothing else. A policy may name a figure: so they know which reports there are.',
    ),
    typesOnly('measures-know-packs-by-type', '^reports/(definitions?|dimensions|measures)', '^packs/', 'Packs know them.'),
    only('reports', '^reports/', ['^domain/', '^packs/'], 'Reports are data and pure counting: who reads and who writes is not theirs.'),
    only('workflows', '^workflows/', ['^domain/', '^activities/'], 'Workflows know rules and, by type, activities.'),
    typesOnly('workflows-know-activities-by-type', '^workflows/', '^activities/', 'Activities run outside the sandbox.'),
    only(
      'activities',
      '^activities/',
      ['^domain/', '^packs/', '^reports/', '^workflows/messages', '^application/', '^db/', '^temporal/'],
      'Activities touch the world; the values of the environment are handed to them.',
    ),
    typesOnly('activities-know-messages-by-type', '^activities/', '^workflows/', 'They share shapes, not code.'),
    only(
      'application',
      '^application/',
      ['^domain/', '^packs/', '^reports/', '^workflows/messages', '^db/', '^temporal/'],
      'Use cases: values in, values or refusals out; no HTTP.',
    ),
    {
      name: 'application-without-http',
      severity: 'error',
      comment: 'Whoever else calls a use case has no request and no status.',
      from: { path: '^application/' },
      to: { path: 'node_modules/(@types/)?(express|express-[a-z-]+|helmet)/' },
    },
    only('db', '^db/', ['^domain/', '^reports/'], 'The models store what the rules define.'),
    typesOnly(
      'db-knows-domain-by-type',
      '^db/',
      '^domain/(?!digest\\.ts$)',
      'A database decides nothing; the digest of words must be the very one that the workflow checks.',
    ),
    typesOnly('db-knows-reports-by-type', '^db/', '^reports/', 'A database decides nothing, and counts nothing.'),
    only('temporal', '^temporal/', ['^domain/', '^workflows/'], 'What client and worker share.'),
    only(
      'api',
      '^api/(?!server\\.ts$)',
      ['^domain/', '^packs/', '^reports/', '^workflows/', '^application/'],
      'HTTP only: what is done, and what is read of the database or of workflows, is asked of use cases.',
    ),
    only(
      'api-server',
      '^api/server\\.ts$',
      ['^api/', '^packs/', '^application/', '^db/', '^temporal/', '^config/(env|last-resort)\\.ts$'],
      'The entry point alone connects to the servers, and hands them on.',
    ),
    {
      name: 'api-knows-workflows-by-messages',
      severity: 'error',
      comment: 'The code of a workflow runs in the sandbox only; its messages are what a client needs.',
      from: { path: '^api/' },
      to: { path: '^workflows/', pathNot: '^workflows/messages', dependencyTypesNot: ['type-only'] },
    },
    only('console', '^console/src/', ['^console/generated/'], 'The console talks to the API alone: nothing of the product runs in a browser.'),
    only(
      'worker',
      '^worker/',
      [
        '^domain/',
        '^packs/',
        '^workflows/(messages|replayed-activities)',
        '^activities/',
        '^application/',
        '^db/',
        '^temporal/',
        '^config/',
      ],
      'The worker puts activities and the bundle together; workflows it knows by their path.',
    ),
    typesOnly('worker-knows-domain-by-type', '^worker/', '^domain/', 'It passes on what the rules say, and decides nothing.'),
    {
      name: 'env-for-entry-points-only',
      severity: 'error',
      comment: 'Everyone else is handed values, so that a test can hand over others.',
      from: { path: '^(api|application|worker|activities|db|temporal|packs)/', pathNot: '^(api/server|worker/main|worker/bundle)\\.ts$' },
      to: { path: '^config/' },
    },
    only(
      'migrations',
      '^migrations/',
      [
        ...['^domain/', '^packs/', '^db/', '^temporal/', '^config/env\\.ts$'],
        '^application/(tokens/|cases/waits-for\\.ts$)',
      ],
      'A migration brings data to its present form; it knows those who make that form.',
    ),
    outside('domain', ['node_modules/(@noble/hashes|temporal-polyfill|jstat)/']),
    outside('reports', ['node_modules/(@noble/hashes|temporal-polyfill)/']),
    outside('workflows', ['node_modules/(@noble/hashes|temporal-polyfill|@temporalio/(workflow|common))/']),
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or three.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist|console/dist|\\.inaya|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'types'] },
  },
};
