/** An expression on the impact of an anomaly, as far as it is read. */
export interface ImpactExpression {
  And?: ImpactExpression[] | undefined;
  Or?: ImpactExpression[] | undefined;
  Dimensions?: { Key?: string | undefined; Values?: string[] | undefined } | undefined;
}

export interface AnomalyThreshold {
  percent: number;
  amount: number;
}

/**
 * From which impact an anomaly is told. Both conditions of an AND must hold; of an OR the milder is enough. Null for an
 * expression of another kind. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html
 */
export function anomalyThreshold(subscription: {
  Threshold?: number | undefined;
  ThresholdExpression?: ImpactExpression | undefined;
}): AnomalyThreshold | null {
  const { Threshold, ThresholdExpression } = subscription;
  if (ThresholdExpression) return impactOf(ThresholdExpression);
  return Threshold === undefined ? null : { percent: 0, amount: Threshold };
}

function impactOf({ And, Or, Dimensions }: ImpactExpression): AnomalyThreshold | null {
  if (And?.length) return combine(And, Math.max);
  if (Or?.length) return combine(Or, Math.min);
  const value = Number(Dimensions?.Values?.[0] ?? Number.NaN);
  if (Number.isNaN(value)) return null;
  if (Dimensions?.Key === 'ANOMALY_TOTAL_IMPACT_PERCENTAGE') return { percent: value, amount: 0 };
  if (Dimensions?.Key === 'ANOMALY_TOTAL_IMPACT_ABSOLUTE') return { percent: 0, amount: value };
  return null;
}

function combine(parts: readonly ImpactExpression[], choose: (...values: number[]) => number): AnomalyThreshold | null {
  const impacts = parts.map(impactOf);
  if (impacts.includes(null)) return null;
  const known = impacts as AnomalyThreshold[];
  return {
    percent: choose(...known.map(({ percent }) => percent)),
    amount: choose(...known.map(({ amount }) => amount)),
  };
}
