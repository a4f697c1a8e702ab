/** Markers joined into one; a single one stays as it is. */
export const joinMarkers = (markers: readonly string[], operator: "and" | "or"): string =>
    markers.length === 1 ? (markers[0] ?? "") : markers.map((marker) => `(${marker})`).join(` ${operator} `);
