/** Thrown before anything is sent when code asks for an operation that no collector declares. */
export class UndeclaredOperationError extends Error {
  override name = 'UndeclaredOperationError';
  constructor(operation: string) {
    super(
      `${operation} is not among the reads that the collectors declare, so it was not sent. ` +
        'Headroom only reads; a collector that needs another read declares it in its `reads`.',
    );
  }
}

interface Guardable {
  middlewareStack: { add(middleware: unknown, options: object): void };
}

interface HandlerContext {
  commandName?: string;
}

/**
 * Makes a client refuse every operation that is not declared, as the first step of each command.
 * @param service IAM prefix, such as ecs
 * @param declared APIs such as ecs:ListServices
 */
export function guardClient<C extends object>(client: C, service: string, declared: ReadonlySet<string>): C {
  const middleware = (next: (args: unknown) => unknown, context: HandlerContext) => async (args: unknown) => {
    const operation = `${service}:${(context.commandName ?? 'unknown').replace(/Command$/, '')}`;
    if (!declared.has(operation)) throw new UndeclaredOperationError(operation);
    return next(args);
  };
  (client as unknown as Guardable).middlewareStack.add(middleware, {
    step: 'initialize',
    priority: 'high',
    name: 'headroomReadOnly',
  });
  return client;
}
