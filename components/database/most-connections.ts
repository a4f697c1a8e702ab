import type { Settings } from "../settings";
import { instanceClass, maxConnections } from "./instance-classes";

type Postgres = Extract<Settings["database"], { kind: "postgres" }>;

/** Connections that a server of a class takes: as its parameter says, else by its memory; undefined for a class that the table does not know. */
export function mostConnections({ parameters }: Pick<Postgres, "parameters">, name: string): number | undefined {
    const own = Number(parameters["max_connections"]?.value ?? Number.NaN);
    const found = instanceClass(name);
    return Number.isInteger(own) ? own : found === undefined ? undefined : maxConnections(found);
}
