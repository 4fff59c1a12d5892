/**
 * Region that the AWS tools would use: AWS_REGION, else the profile's. Null when none is set.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html
 */
export async function defaultRegion(): Promise<string | null> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}
