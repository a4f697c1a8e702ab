import type { StepEnd } from "../model";
import type { GroupEntry, UserEntry } from "./model";
import { log, Site, refused, script, Task } from "./task";
import { endOf } from "../step-end";

/** Ids of an instance are mapped to a range of this machine's; what is above it does not exist here. */
const highest = 65_535;

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-groups */
export const groupTasks = (entries: readonly GroupEntry[], { shell }: Site): Task[] =>
    entries.map(({ name, gid, file, line }) => ({
        start: { phase: "groups", name, file, line, log: log.others },
        work: async () => {
            const problem = idProblem("gid", gid);
            if (problem !== undefined) {
                return problem;
            }
            const outcome = await script(shell, addGroup, [name, gid ?? ""]);
            return outcome.code === isThere
                ? {
                      verdict: "assumed",
                      note: "The group is there with this id; AWS documents that its creation fails.",
                  }
                : endOf(outcome, `Could not create the group ${name}`);
        },
    }));

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-users */
export const userTasks = (entries: readonly UserEntry[], { shell }: Site): Task[] =>
    entries.map(({ name, uid, groups, homeDir, file, line }) => ({
        start: { phase: "users", name, file, line, log: log.others },
        work: async () => {
            const args = [name, uid ?? "", groups.join(","), homeDir ?? ""];
            return (
                idProblem("uid", uid) ?? endOf(await script(shell, addUser, args), `Could not create the user ${name}`)
            );
        },
    }));

function idProblem(what: string, id: string | undefined): StepEnd | undefined {
    if (id === undefined) {
        return undefined;
    }
    if (!/^\d+$/.test(id)) {
        return refused(`The ${what} ${id} is no whole number`);
    }
    return Number(id) > highest
        ? { verdict: "assumed", note: `Not created: ids end at ${highest} on a simulated instance.` }
        : undefined;
}

const isThere = 75;

/**
 * "If a group ID is specified, and the group already exists by name, the group creation fails. If another group has the specified group ID, the operating
 * system may reject the group creation." Taken at its word every second deployment to an instance would fail: that the same id does no harm is assumed,
 * and told. Without an id a group that exists is left as it is.
 */
const addGroup = `
if entry=$(getent group -- "$1"); then
  IFS=: read -r _ _ gid _ <<<"$entry"
  if [ -z "$2" ]; then exit 0; fi
  if [ "$gid" = "$2" ]; then exit ${isThere}; fi
  echo "the group $1 exists with the gid $gid" >&2
  exit 1
fi
args=(--system)
if [ -n "$2" ]; then args+=(--gid "$2"); fi
groupadd "\${args[@]}" -- "$1"`;

/**
 * "The creation process fails if the user name exists with a different user ID"; "users are created as noninteractive system users with a shell of
 * /sbin/nologin". The home folder is not made, a user has a group of the same name, and one that exists joins the groups: all three are assumed.
 */
const addUser = `
if entry=$(getent passwd -- "$1"); then
  IFS=: read -r _ _ uid _ <<<"$entry"
  if [ -n "$2" ] && [ "$uid" != "$2" ]; then
    echo "the user $1 exists with the uid $uid" >&2
    exit 1
  fi
  if [ -n "$3" ]; then usermod --append --groups "$3" -- "$1"; fi
  exit 0
fi
args=(--system --no-create-home --shell /sbin/nologin)
if getent group -- "$1" >/dev/null; then args+=(--gid "$1"); else args+=(--user-group); fi
if [ -n "$2" ]; then args+=(--uid "$2"); fi
if [ -n "$3" ]; then args+=(--groups "$3"); fi
if [ -n "$4" ]; then args+=(--home-dir "$4"); fi
useradd "\${args[@]}" -- "$1"`;
