import type { Settings } from "../settings";

export type DomainSettings = NonNullable<Settings["domain"]>;

/** A hosted zone of the settings. */
export interface Zone {
    readonly name: string;
    readonly id: string | undefined;
    /** Path of its name in the settings. */
    readonly where: string;
}

/** Whether the names are in another DNS than Route 53. */
export const isElsewhere = ({ zone }: Pick<DomainSettings, "zone">): boolean => zone === "elsewhere";

/** The zones that hold the site's names; none where they are not in Route 53. */
export function zonesOf(domain: Pick<DomainSettings, "zone" | "zoneId" | "zones">): Zone[] {
    if (isElsewhere(domain)) {
        return [];
    }
    const { zone, zoneId, zones } = domain;
    return [
        { name: zone, id: zoneId, where: "domain.zone" },
        ...zones.map(({ name, id }, i) => ({ name, id, where: `domain.zones[${i}].name` })),
    ];
}

/** The zone that answers for a name: the longest that it ends in, because a zone takes the names below it from the one above. */
export const zoneOf = (name: string, zones: readonly Zone[]): Zone | undefined =>
    zones
        .filter((zone) => name === zone.name || name.endsWith(`.${zone.name}`))
        .sort((a, b) => b.name.length - a.name.length)[0];
