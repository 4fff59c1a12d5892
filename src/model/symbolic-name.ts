/**
 * A name that AWS hands out, or that is not computed yet, stands in a plan or template as `${…}`: the reference that will give it,
 * such as `table/${Orders}`. No name of AWS holds these two characters, so such a name never equals a real one, and yet joins
 * within one source.
 */
export function isSymbolic(text: string): boolean {
  return text.includes('${');
}

/** The stand-in for what a reference will give, such as `Orders` or `aws_dynamodb_table.orders.name`. */
export function symbolFor(reference: string): string {
  return `\${${reference}}`;
}
