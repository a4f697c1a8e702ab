import type { Shell } from "../model";

/**
 * The first `ConditionPathExists=` that keeps a unit from starting. `!` turns one round; of those with `|` one is enough.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Conditions%20and%20Asserts
 */
export async function unmetCondition(conditions: readonly string[], shell: Shell): Promise<string | undefined> {
    const checked = await Promise.all(
        conditions.map(async (condition) => {
            const [, triggering, negated, path = ""] = /^(\|?)(!?)(.*)$/.exec(condition) ?? [];
            const { code } = await shell.run(["test", "-e", path]);
            return { condition, triggering: triggering !== "", met: (code === 0) === (negated === "") };
        }),
    );
    const triggers = checked.filter(({ triggering }) => triggering);
    return (
        checked.find(({ triggering, met }) => !triggering && !met)?.condition ??
        (triggers.some(({ met }) => met) ? undefined : triggers[0]?.condition)
    );
}
