import { text } from "../../../components/parsed-values";
import { withInputs, without } from "../altered";
import type { Planned, Surroundings } from "../charge";
import type { CheaperChange } from "../cheaper";

const isDatabase = ({ type }: Planned): boolean => type === "aws:rds:Instance";

/** Changes the databases for which there is something to change; undefined where there is none. */
const changing =
    (inputsFor: (database: Planned) => Planned["inputs"] | undefined): CheaperChange["alter"] =>
    (before) => {
        const changes = before.graph.filter(isDatabase).flatMap((each) => {
            const inputs = inputsFor(each);
            return inputs === undefined ? [] : [{ each, inputs }];
        });
        const graph = changes.reduce<readonly Planned[]>(
            (sum, { each, inputs }) => withInputs(sum, each, inputs),
            before.graph,
        );
        return changes.length === 0 ? undefined : { ...before, graph };
    };

const leavingOut =
    (isGone: (resource: Planned) => boolean): CheaperChange["alter"] =>
    (before: Surroundings) => {
        const gone = before.graph.filter(isGone);
        return gone.length === 0 ? undefined : { ...before, graph: without(before.graph, gone) };
    };

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html */
const gravitons: Readonly<Record<string, string>> = { t3: "t4g", m5: "m6g", m6i: "m6g", r5: "r6g", r6i: "r6g" };

export const databaseChanges: readonly CheaperChange[] = [
    {
        what: "a database in one zone",
        how: "database.multiAz: false",
        lost: "failover within a minute or two: the loss of its host or zone is an outage until it is up or restored again",
        alter: changing(({ inputs }) => (inputs["multiAz"] === true ? { multiAz: false } : undefined)),
    },
    {
        what: "a Graviton class of database",
        how: "database.instanceClass, for example db.t4g.small for db.t3.small",
        lost: "nothing; a restart in the maintenance window",
        alter: changing(({ inputs }) => {
            const [, family = "", size = ""] = (text(inputs["instanceClass"]) ?? "").split(".");
            const other = gravitons[family];
            return other === undefined ? undefined : { instanceClass: `db.${other}.${size}` };
        }),
    },
    {
        what: "no RDS Proxy",
        how: "database.proxy: leave it out",
        lost: "connections are no longer shared, and a failover is felt by each of them",
        alter: leavingOut(({ type }) => type === "aws:rds:Proxy"),
    },
    {
        what: "no read replica",
        how: "database.replica: leave it out",
        lost: "reads go to the one database",
        alter: leavingOut((each) => isDatabase(each) && each.inputs["replicateSourceDb"] !== undefined),
    },
    {
        what: "insight into the database for 7 days",
        how: "database.insights: standard",
        lost: "the history before that",
        alter: changing(({ inputs }) =>
            inputs["databaseInsightsMode"] === "advanced" ||
            Number(inputs["performanceInsightsRetentionPeriod"] ?? 0) > 7
                ? { databaseInsightsMode: "standard", performanceInsightsRetentionPeriod: 7 }
                : undefined,
        ),
    },
];
