import { hook } from "../factories/scripts";
import type { HookScript } from "../model";

/**
 * A swap file, made before the platform installs the requirements, which is where a small instance runs out of memory. A hook and no command of
 * `.ebextensions`, so that it has a log of its own; both run before that. The file is written in full: one with holes, as fallocate may leave, is refused.
 *
 * @param megabytes - 0 for none: a file that an instance has from before stays until the instance goes
 */
export function swap(megabytes: number): HookScript[] {
    return megabytes === 0
        ? []
        : [
              hook("prebuild", "05-swap", {
                  reason: "gives the instance a swap file, before requirements are installed",
                  onConfigurationChange: false,
                  body: script(megabytes),
              }),
          ];
}

const script = (megabytes: number) => `swap=/var/swapfile
wanted=${megabytes}
# MiB that have to stay free for the application and its logs.
spare=1024

active() {
  swapon --show=NAME --noheadings | grep -xF -- "$swap" >/dev/null
}

have=0
if [ -f "$swap" ]; then
  have=$(($(stat --format=%s "$swap") / 1048576))
fi
if [ "$have" -ne "$wanted" ]; then
  if active && ! swapoff "$swap"; then
    echo "The swap file keeps its $have MiB: memory is too short to do without it for a moment."
    exit 0
  fi
  rm -f "$swap" "$swap.part"
  free=$(df --output=avail --block-size=1M "$(dirname "$swap")" | tail -n 1 | tr -d " ")
  if [ "$free" -lt "$((wanted + spare))" ]; then
    echo "A swap file of $wanted MiB needs $((wanted + spare)) MiB of free space, and there are $free." >&2
    echo "Raise environment.instances.rootVolume.sizeGb, or lower environment.instances.swapMb." >&2
    exit 1
  fi
  (umask 077 && dd if=/dev/zero of="$swap.part" bs=1M count="$wanted" status=none)
  mkswap "$swap.part" >/dev/null
  mv "$swap.part" "$swap"
fi
active || swapon "$swap"
grep -qF "$swap " /etc/fstab || echo "$swap none swap sw,nofail 0 0" >>/etc/fstab
echo "The swap file has $wanted MiB."
`;
