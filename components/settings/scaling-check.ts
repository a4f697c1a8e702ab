import { isScalable } from "../beanstalk-environment/option-context";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { repeated } from "../words";
import { common } from "./defaults";

type Environment = Settings["environment"];

/** What sizes, schedule and other numbers do not allow each other. */
export const scalingCheck = (environment: Environment): Problem[] => [
    ...sizes(environment),
    ...schedule(environment),
    ...numbers(environment),
];

function sizes(environment: Environment): Problem[] {
    const { scaling } = environment;
    const problems: Problem[] = [];
    if (scaling.min > scaling.max) {
        problems.push({
            where: "environment.scaling.max",
            got: String(scaling.max),
            allowed: `at least environment.scaling.min (${scaling.min})`,
            remedy: "Raise max or lower min.",
        });
    }
    const single = !isScalable(environment);
    if (single && scaling.max > 1) {
        problems.push({
            where: "environment.scaling.max",
            got: String(scaling.max),
            allowed: "1 with environment.loadBalancer.kind none",
            remedy: "Set scaling: {min: 1, max: 1}, or choose a load balancer.",
        });
    }
    return problems;
}

/** Numbers that have to stand in a relation to each other. */
function numbers({ scaling, spot, rollingUpdates, instances, instanceTypes }: Environment): Problem[] {
    const { trigger } = scaling;
    const { sizeGb, iops, throughputMibps } = instances.rootVolume;
    const atMost = (where: string, value: number | undefined, limit: number, of: string): Problem[] =>
        value === undefined || value <= limit
            ? []
            : [
                  {
                      where: `environment.${where}`,
                      got: String(value),
                      allowed: `at most ${limit} (${of})`,
                      remedy: "Lower it.",
                  },
              ];
    const maxBatchSize = "maxBatchSize" in rollingUpdates ? rollingUpdates.maxBatchSize : undefined;
    const minInService = "minInService" in rollingUpdates ? rollingUpdates.minInService : undefined;
    return [
        ...thresholds(trigger),
        ...atMost("spot.onDemandBase", spot?.onDemandBase, scaling.max, "environment.scaling.max"),
        ...atMost(
            "rollingUpdates.minInService",
            minInService,
            scaling.max - 1,
            "one less than environment.scaling.max",
        ),
        ...atMost("rollingUpdates.maxBatchSize", maxBatchSize, scaling.max, "environment.scaling.max"),
        ...(iops !== undefined && sizeGb === undefined && iops > 500 * imageGb
            ? atMost("instances.rootVolume.iops", iops, 500 * imageGb, "500 for each GiB of the image; set sizeGb")
            : []),
        ...atMost("instances.rootVolume.throughputMibps", throughputMibps, (iops ?? 3000) / 4, "a quarter of the iops"),
        ...twice(instanceTypes),
    ];
}

/** GiB of the root volume of the platforms' images. */
const imageGb = 8;

/** Only percent of the processor have a range that suits every application. */
function thresholds({ measure, lower, upper }: Environment["scaling"]["trigger"]): Problem[] {
    const where = "environment.scaling.trigger";
    if (measure !== common.triggerMeasure && (lower === undefined || upper === undefined)) {
        return [
            {
                where: `${where}.${lower === undefined ? "lower" : "upper"}`,
                got: `nothing, with ${measure}`,
                allowed: `lower and upper in the unit of ${measure}`,
                remedy: "Give both.",
            },
        ];
    }
    const [low, high] = [lower ?? common.triggerLower, upper ?? common.triggerUpper];
    return low < high
        ? []
        : [
              {
                  where: `${where}.lower`,
                  got: String(low),
                  allowed: `less than upper (${high})`,
                  remedy: "Lower it, or raise upper.",
              },
          ];
}

const twice = (types: readonly string[]): Problem[] =>
    repeated(types).map((type) => ({
        where: "environment.instanceTypes",
        got: `${type} more than once`,
        allowed: "each type once",
        remedy: "Remove the others.",
    }));

function schedule({ scaling }: Environment): Problem[] {
    const actions = Object.entries(scaling.schedule);
    const starts = actions.map(([, { start }]) => start);
    return actions.flatMap(([name, action], i) => {
        const where = `environment.scaling.schedule.${name}`;
        const problems: Problem[] = [];
        if (action.start === undefined && action.recurrence === undefined) {
            problems.push({
                where,
                got: "neither start nor recurrence",
                allowed: "one of them, or both",
                remedy: "Say when it happens.",
            });
        }
        if (action.min === undefined && action.max === undefined && action.desired === undefined) {
            problems.push({
                where,
                got: "no size",
                allowed: "min, max or desired",
                remedy: "Say how many instances there shall be.",
            });
        }
        if (action.start !== undefined && starts.indexOf(action.start) < i) {
            problems.push({
                where: `${where}.start`,
                got: action.start,
                allowed: "a time that no other action has",
                remedy: "Let one of the two start a minute later; AWS refuses equal times.",
            });
        }
        return [...problems, ...bounds(where, action), ...times(where, action)];
    });
}

type Action = Environment["scaling"]["schedule"][string];

const bounds = (where: string, { min, max }: Action): Problem[] =>
    min === undefined || max === undefined || min <= max
        ? []
        : [
              {
                  where: `${where}.min`,
                  got: String(min),
                  allowed: `at most max (${max})`,
                  remedy: "Lower it, or raise max.",
              },
          ];

/** There is no 31 February, although a parser may take it for a day in March. */
const exists = (time: string): boolean =>
    !Number.isNaN(Date.parse(time)) && new Date(time).toISOString().slice(0, 19) === time.slice(0, 19);

function times(where: string, { start, end }: Action): Problem[] {
    const wrong = Object.entries({ start, end }).filter(([, time]) => time !== undefined && !exists(time));
    const backwards = start !== undefined && end !== undefined && end <= start;
    return [
        ...wrong.map(([key, time = ""]) => ({
            where: `${where}.${key}`,
            got: time,
            allowed: "a time that there is, such as 2027-01-31T09:00:00Z",
            remedy: "Correct it.",
        })),
        ...(wrong.length === 0 && backwards
            ? [
                  {
                      where: `${where}.end`,
                      got: end,
                      allowed: `after start (${start})`,
                      remedy: "Correct one of the two.",
                  },
              ]
            : []),
    ];
}
