// The arrows between folders (docs/architecture.md). `npm run check:arrows` fails on any other import.
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: allowed },
});

export default {
  forbidden: [
    only('model-is-the-root', 'The nouns depend on nothing.', '^src/model/', '^src/model/'),
    only('resources-know-model', 'AWS nouns rest on the model only.', '^src/resources/', '^src/(model|resources)/'),
    only(
      'schedules-know-time-alone',
      'When something happens: arithmetic on calendars and clocks.',
      '^src/schedules/',
      '^src/schedules/',
    ),
    only(
      'collectors-know-resources',
      'Collectors turn sources into a snapshot.',
      '^src/collectors/',
      '^src/(model|resources|collectors)/',
    ),
    only(
      'evaluator-is-pure',
      'The evaluator judges a snapshot; it reads nothing.',
      '^src/evaluator/',
      '^src/(model|resources|schedules|evaluator)/',
    ),
    only(
      'reporters-know-the-report',
      'Reporters turn a report into text.',
      '^src/reporters/',
      '^src/(model|reporters)/',
    ),
    only(
      'loaders-know-model',
      'Loaders turn files into the model.',
      '^src/loaders/',
      '^src/(model|resources|schedules|loaders)/',
    ),
    only(
      'sandbox-stands-alone',
      'The sandbox plays AWS; it must not share code with what it tests.',
      '^src/sandbox/',
      '^src/sandbox/',
    ),
    only('commands-wire', 'Commands wire the parts; only cli uses them.', '^src/commands/', '^src/(?!cli\\.ts)'),
    {
      name: 'only-collectors-and-sandbox-import-the-sdk',
      comment: 'Offline work never loads the AWS SDK.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(collectors/aws|sandbox)/' },
      to: { path: '(@aws-sdk|@smithy)/' },
    },
    {
      name: 'files-are-touched-by-few',
      comment: 'Only commands, loaders, the Action and scripts touch files.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(action/|commands/|loaders/)' },
      to: { path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'no-circles',
      comment: 'A circle hides what depends on what.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tests-in-product',
      comment: 'The product never imports a test.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
