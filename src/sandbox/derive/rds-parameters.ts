/** A parameter group as declared, or as AWS provides it. */
export type DbParameterGroup = {
  DBParameterGroupName: string;
  DBParameterGroupFamily: string;
  parameters?: Readonly<Record<string, string>>;
};

/** One parameter as DescribeDBParameters returns it; without a value where the engine's own default holds. */
type DbParameter = {
  ParameterName: string;
  ParameterValue?: string;
  Source: 'user' | 'system' | 'engine-default';
  ApplyType: string;
  DataType: string;
  IsModifiable: boolean;
  ApplyMethod: string;
};

/** Limits of connections that AWS provides, as formulas. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
const formulas: Readonly<Record<string, string>> = {
  'aurora-mysql': 'GREATEST({log(DBInstanceClassMemory/805306368)*45},{log(DBInstanceClassMemory/8187281408)*1000})',
  'aurora-postgresql': 'LEAST({DBInstanceClassMemory/9531392},5000)',
  mariadb: 'LEAST({DBInstanceClassMemory/25165760},12000)',
  mysql: '{DBInstanceClassMemory/12582880}',
  postgres: 'LEAST({DBInstanceClassMemory/9531392},5000)',
};

const versions: Readonly<Record<string, string>> = {
  'aurora-mysql': '8.0',
  'aurora-postgresql': '16',
  mariadb: '10.11',
  mysql: '8.0',
  postgres: '16',
};

/** The group that an instance uses when none is chosen. */
export const defaultDbParameterGroup = (engine: string): string => `default.${engine}${versions[engine] ?? '1.0'}`;

/** A declared group, or one of AWS's own; undefined when there is none. */
export function dbParameterGroup(
  name: string,
  declared: ReadonlyMap<string, DbParameterGroup>,
): DbParameterGroup | undefined {
  const family = /^default\.(.+)$/.exec(name)?.[1];
  return (
    declared.get(name) ??
    (family === undefined ? undefined : { DBParameterGroupName: name, DBParameterGroupFamily: family })
  );
}

/** The parameters of a group, as far as anything reads them, and some beside them. */
export function dbParametersOf(group: DbParameterGroup): DbParameter[] {
  const engine = group.DBParameterGroupFamily.replace(/[\d.]+$/, '');
  const system: Record<string, string> = formulas[engine] ? { max_connections: formulas[engine] } : {};
  const names = new Set(['autovacuum', 'tls_version', ...Object.keys(system), ...Object.keys(group.parameters ?? {})]);
  return [...names].sort().map((name) => {
    const value = group.parameters?.[name] ?? system[name];
    return {
      ParameterName: name,
      ...(value === undefined ? {} : { ParameterValue: value }),
      Source: group.parameters?.[name] !== undefined ? 'user' : value === undefined ? 'engine-default' : 'system',
      ApplyType: 'static',
      DataType: 'string',
      IsModifiable: true,
      ApplyMethod: 'pending-reboot',
    };
  });
}
