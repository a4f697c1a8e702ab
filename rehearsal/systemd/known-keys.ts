/** Keys that a simulated instance does as systemd does. */
const done: Readonly<Record<string, readonly string[]>> = {
    Unit: [
        "Description",
        "Documentation",
        "After",
        "Before",
        "Wants",
        "Requires",
        "PartOf",
        "ConditionPathExists",
        "StartLimitBurst",
        "StartLimitIntervalSec",
    ],
    Service: [
        "Type",
        "User",
        "Group",
        "WorkingDirectory",
        "Environment",
        "EnvironmentFile",
        "ExecStartPre",
        "ExecStart",
        "ExecStartPost",
        "ExecReload",
        "ExecStop",
        "ExecStopPost",
        "Restart",
        "RestartSec",
        "TimeoutSec",
        "TimeoutStartSec",
        "TimeoutStopSec",
        "RemainAfterExit",
        "SuccessExitStatus",
        "PIDFile",
        "KillSignal",
        "KillMode",
        "StandardOutput",
        "StandardError",
        "SyslogIdentifier",
        "NoNewPrivileges",
        // Until systemd 230 they belonged here, and are still read.
        "StartLimitBurst",
        "StartLimitInterval",
        "StartLimitIntervalSec",
    ],
    Timer: [
        "OnCalendar",
        "OnActiveSec",
        "OnBootSec",
        "OnStartupSec",
        "OnUnitActiveSec",
        "OnUnitInactiveSec",
        "RandomizedDelaySec",
        "FixedRandomDelay",
        "AccuracySec",
        "Persistent",
        "Unit",
    ],
    Install: ["WantedBy", "RequiredBy", "Alias", "Also"],
};

/** Sections and keys that begin so are for other programs: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html */
const foreign = /^X-/;

/** What of a unit is not done here; a reader has to know it. */
export const isDone = (section: string, key: string): boolean =>
    foreign.test(section) || foreign.test(key) || done[section]?.includes(key) === true;
