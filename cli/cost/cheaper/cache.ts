import { withInputs } from "../altered";
import type { Planned } from "../charge";
import type { CheaperChange } from "../cheaper";

const groupType = "aws:elasticache:ReplicationGroup";

const changing =
    (inputsFor: (group: Planned) => Planned["inputs"] | undefined): CheaperChange["alter"] =>
    (before) => {
        const groups = before.graph.filter(({ type }) => type === groupType);
        const changes = groups.flatMap((each) => {
            const inputs = inputsFor(each);
            return inputs === undefined ? [] : [{ each, inputs }];
        });
        const graph = changes.reduce<readonly Planned[]>(
            (sum, { each, inputs }) => withInputs(sum, each, inputs),
            before.graph,
        );
        return changes.length === 0 ? undefined : { ...before, graph };
    };

export const cacheChanges: readonly CheaperChange[] = [
    {
        what: "Valkey in place of Redis",
        how: "cache.kind: valkey",
        lost: "nothing that Django, Celery or Channels use",
        alter: changing(({ inputs }) => (inputs["engine"] === "redis" ? { engine: "valkey" } : undefined)),
    },
    {
        what: "one node of the cache",
        how: "cache.replicas: 0",
        lost: "failover: what it holds is gone when its node or zone fails",
        alter: changing(({ inputs }) =>
            Number(inputs["numCacheClusters"] ?? 0) > 1 ? { numCacheClusters: 1 } : undefined,
        ),
    },
];
