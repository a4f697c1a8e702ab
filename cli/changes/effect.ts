/** What an update does to something that runs, from harmless to worst. */
export const effectKinds = [
    "created",
    "left",
    "in-place",
    "restart",
    "new-instances",
    "deleted",
    "replaced",
    "impossible",
] as const;

export interface Effect {
    readonly kind: (typeof effectKinds)[number];
    /** How it comes about: `batch by batch`. */
    readonly how?: string;
    /** Whether those who use the service notice. */
    readonly interrupts: boolean;
}

export const inPlace: Effect = { kind: "in-place", interrupts: false };

/** @returns the worst of some effects; of equals, one that interrupts */
export const worst = (effects: readonly Effect[]): Effect =>
    effects.reduce((worse, effect) => (rank(effect) > rank(worse) ? effect : worse), inPlace);

export const rank = ({ kind, interrupts }: Effect): number => effectKinds.indexOf(kind) * 2 + (interrupts ? 1 : 0);

/** The worst first; of equals, the order stays. */
export const byEffect = <T extends { readonly effect: Effect }>(parts: readonly T[]): T[] =>
    [...parts].sort((a, b) => rank(b.effect) - rank(a.effect));

const labels: Readonly<Record<Effect["kind"], string>> = {
    created: "created",
    left: "left in AWS",
    "in-place": "in place",
    restart: "restart",
    "new-instances": "new instances",
    deleted: "deleted",
    replaced: "replaced",
    impossible: "IMPOSSIBLE",
};

/** `restart, batch by batch` */
export const effectWords = ({ kind, how }: Effect): string =>
    [labels[kind], ...(how === undefined ? [] : [how])].join(", ");
