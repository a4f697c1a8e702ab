import type { Settings } from "../settings";
import { alarms, alarmsOnRequest } from "../settings/defaults";
import { AlarmId, AlarmKind, alarmKinds } from "./alarm-kinds";

/** One series of values in CloudWatch. */
export interface Metric<V> {
    readonly namespace: string;
    readonly name: string;
    /** `p95` and the like are percentiles. */
    readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p95";
    readonly dimensions: Readonly<Record<string, V | string>>;
}

/** What an alarm looks at. */
export type Signal<V> =
    | { readonly kind: "metric"; readonly metric: Metric<V> }
    /** Percent of one in the other; none where the other is small. */
    | {
          readonly kind: "share";
          readonly part: Metric<V>;
          readonly whole: Metric<V>;
          readonly minimum: number;
          /** Whether the whole leaves the part out, so that it is added to it. */
          readonly isApart: boolean;
      }
    /** What falls below the band that CloudWatch expects. */
    | { readonly kind: "band"; readonly metric: Metric<V> }
    /** The worst of several series, whose dimensions are not known: a query of CloudWatch Metrics Insights, in pieces. */
    | { readonly kind: "worst"; readonly query: readonly (V | string)[] };

export interface Timing {
    readonly threshold: number;
    readonly periodSeconds: number;
    readonly evaluationPeriods: number;
    readonly datapointsToAlarm: number;
}

export interface Alarm<V> extends Timing, Pick<AlarmKind, "missing" | "isOutage" | "says"> {
    readonly id: AlarmId;
    /** Where its metric is, when that is not the stack's region: an alarm sees the metrics of its own alone, and tells topics of its own alone. */
    readonly region?: string;
    readonly signal: Signal<V>;
    readonly comparison: "above" | "atLeast" | "below";
}

type Alarms = Extract<Settings["monitoring"], { kind: "alarms" }>;

/** Those of the kind `none` are no alarms. */
export const alarmSettings = ({ monitoring }: Pick<Settings, "monitoring">): Alarms | undefined =>
    monitoring.kind === "alarms" ? monitoring : undefined;

/**
 * When an alarm goes off: the program's own numbers, and over them those of the stack.
 *
 * @returns undefined for an alarm that the stack does without
 */
export function timingOf(settings: Pick<Settings, "monitoring">, id: AlarmId): Timing | undefined {
    const own = alarmSettings(settings);
    const { enabled = !alarmsOnRequest.includes(id), ...changes } = own?.alarms[id] ?? {};
    if (own === undefined || !enabled) {
        return undefined;
    }
    const wanted = { ...alarms[id], ...given(changes) };
    return {
        ...wanted,
        datapointsToAlarm:
            changes.datapointsToAlarm ?? Math.min(alarms[id].datapointsToAlarm, wanted.evaluationPeriods),
    };
}

const given = <T extends object>(values: T): Partial<T> =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** An alarm of the list, or nothing where the stack does without it. */
export function alarmOf<V>(
    settings: Pick<Settings, "monitoring">,
    id: AlarmId,
    comparison: Alarm<V>["comparison"],
    signal: Signal<V>,
): Alarm<V>[] {
    const timing = timingOf(settings, id);
    const { missing, isOutage, says } = alarmKinds[id];
    return timing === undefined ? [] : [{ id, comparison, signal, ...timing, missing, isOutage, says }];
}

export const ofMetric = <V>(metric: Metric<V>): Signal<V> => ({ kind: "metric", metric });
