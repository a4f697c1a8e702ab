import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Instance } from "../../../rehearsal/instance/instance";
import { needsInstance } from "../../support/small-instance";
import { oneFolder } from "../../support/temporary-folder";

/** What of this machine could be hurt, as one text. */
function machine(marker: string): string {
    const read = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
    const watched = [
        "/",
        "/usr",
        "/usr/bin",
        "/usr/local",
        "/usr/local/bin",
        "/etc",
        "/etc/cron.d",
        "/var",
        "/var/lib",
        "/root",
        marker,
    ];
    const list = (folder: string) => {
        try {
            const { mode, mtimeMs, uid } = fs.statSync(folder);
            return [folder, mode, uid, mtimeMs, ...fs.readdirSync(folder)];
        } catch {
            return [folder];
        }
    };
    return JSON.stringify(
        [
            ...["/proc/swaps", "/proc/self/mounts", "/etc/passwd", "/etc/hosts", "/proc/sys/vm/swappiness"].map(read),
            ...["/proc/sys/kernel/hostname", "/proc/sys/net/ipv4/ip_forward", path.join(marker, "file")].map(read),
            ...watched.map(list),
            fs.statSync(process.execPath).mode,
        ],
        undefined,
        1,
    );
}

const harmful: readonly string[] = [
    "echo x >/usr/harm; echo x >/usr/bin/harm; rm -f /usr/bin/env; chmod 0 /usr/bin/env; echo x >>/bin/sh",
    "echo x >/usr/local/harm; echo x >/usr/local/bin/harm; rm -rf /usr/local/bin /usr/local/lib",
    "echo x >/etc/harm; echo x >>/etc/passwd; echo x >>/etc/hosts; useradd -m harm; rm -rf /etc/cron.d",
    "echo x >/var/harm; rm -rf /var/lib/*; echo x >/tmp/harm; echo x >/root/harm; rm -rf /root/.[a-z]*; rm -rf /home/*",
    "chmod -R 777 /usr /run/host; chown -R webapp /usr /run/host; touch /run/host/node /run/host/programs/relay.js",
    "rm -rf /run/host /run/rehearsal/bin; echo x >/run/host/programs/relay.js",
    "mount -t tmpfs none /mnt; mount -o remount,rw /usr; mount -o remount,bind,rw /usr; mount --bind /tmp /usr; umount /usr; umount -a",
    "unshare --user --map-root-user --mount sh -c 'mount -o remount,bind,rw /usr && echo x >/usr/harm; umount /usr/local; umount -l /run/host/programs; umount /proc; echo x >/usr/harm'",
    "dd if=/dev/zero of=/swapfile bs=64k count=16; mkswap /swapfile; swapon /swapfile; dd if=/dev/zero of=/var/swapfile bs=64k count=16; mkswap /var/swapfile; swapon /var/swapfile",
    'sysctl -w vm.swappiness=1; for each in $(find /proc/sys /proc/irq /proc/bus /proc/fs -type f -perm /200); do [ ! -w "$each" ] || echo "$each" >>/tmp/writable; done',
    "unshare --user --map-root-user --mount --pid --fork sh -c 'mount -t proc proc /proc; [ ! -w /proc/sys/vm/swappiness ] || echo swappiness >>/tmp/writable; [ ! -w /proc/sysrq-trigger ] || echo trigger >>/tmp/writable'",
    "hostname harmed; hostnamectl set-hostname harmed; date -s 2001-01-01; hwclock --systohc",
    "mknod /dev/harm b 8 0; mknod /tmp/sda b 8 0; cat /tmp/sda >/dev/null; mknod /tmp/mem c 1 1; cat /tmp/mem",
    "reboot -f; shutdown -h now; poweroff -f; halt -f; insmod /tmp/x; iptables -F; nft flush ruleset",
    "chroot /proc/1/root sh -c 'echo x >/usr/harm'; echo x >/proc/1/root/usr/harm; ls /proc/1/cwd/; chroot /proc/1/cwd sh -c 'echo x >/etc/harm'",
];

describe("an instance", function () {
    this.timeout(180_000);
    const folder = oneFolder();
    const marker = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-marker-"));
    let instance: Instance;
    before(async function () {
        needsInstance(this);
        fs.writeFileSync(path.join(marker, "file"), "as it was");
        const readOnly = { "/run/host/environments": marker };
        const names = { hostname: "ip-172-31-0-11", address: "172.31.0.11", hosts: {} };
        instance = await Instance.start("i-1", {
            folder: path.join(folder.path, "i-1"),
            ...names,
            visible: [],
            readOnly,
        });
    });
    after(async () => {
        await instance.end();
        fs.rmSync(marker, { recursive: true, force: true });
    });

    for (const script of harmful) {
        it(`keeps this machine from: ${script.slice(0, 90)}`, async () => {
            const before = machine(marker);
            await instance.run(["timeout", "-s", "KILL", "20", "bash", "-c", script]);
            assert.equal(machine(marker), before);
            // It was no accident of an instance that is gone.
            assert.equal((await instance.run(["/bin/sh", "-c", "echo alive"])).stdout, "alive\n");
        });
    }

    it("cannot set this machine's kernel", async () => {
        const { output } = await instance.run(["cat", "/tmp/writable"]);
        assert.match(output, /No such file/);
        for (const [script, answer] of [
            ["sysctl -n vm.swappiness", /^\d+\n$/],
            [
                "sysctl -w vm.swappiness=1",
                /^Not rehearsed: sysctl -w vm\.swappiness=1\. That it succeeds on Amazon Linux is assumed\.\n$/,
            ],
            ["sysctl -p /etc/sysctl.d/none.conf", /^Not rehearsed/],
            ["/usr/sbin/swapon /var/swapfile", /^Not rehearsed: swapon \/var\/swapfile/],
            ["swapon --show=NAME --noheadings; echo $?", /0\n$/],
            ["echo 1 >/proc/sys/vm/swappiness", /Read-only file system/],
        ] as const) {
            assert.match((await instance.run(["bash", "-c", script])).output, answer, script);
        }
    });

    it("follows no link to this machine's files, however it is written", async () => {
        const file = path.join(marker, "file");
        const { output } = await instance.run([
            "bash",
            "-c",
            `mkdir -p /var/app/staging; cd /var/app/staging; ln -s ${file} absolute; ln -s ../../../../..${file} relative; cat absolute relative; echo x >absolute; echo x >>/run/host/environments/file; rm -f /run/host/environments/file`,
        ]);
        assert.equal(output.match(/as it was/g), null);
        assert.equal(fs.readFileSync(file, "utf8"), "as it was");
    });

    it("sees no process, socket, port or variable of this machine", async () => {
        process.env["REHEARSAL_TEST_CANARY"] = "of this machine";
        const { stdout } = await instance.run([
            "bash",
            "-c",
            "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' ' '; echo; ls /proc | grep -c '^[0-9]'",
        ]);
        delete process.env["REHEARSAL_TEST_CANARY"];
        assert.ok(!/of this machine|mocha|npm_/.test(stdout), stdout);
        assert.ok(Number(stdout.trim().split("\n").at(-1)) < 12, stdout);
        const { output } = await instance.run([
            "bash",
            "-c",
            "ip -o link | cut -d: -f2; ls /sys/fs/cgroup /run/docker.sock /var/run/docker.sock",
        ]);
        assert.match(output, /^ lo\n(ls: cannot access .*\n){3}$/);
    });

    it("ends nothing outside when it ends all that it can", async () => {
        const { code } = await instance.run(["bash", "-c", "kill -9 1; kill -9 -1; exec kill -9 $$"]);
        assert.equal(code, 137);
        assert.equal((await instance.run(["/bin/sh", "-c", "echo alive"])).stdout, "alive\n");
    });

    it("leaves nothing of root to other users of this machine", async () => {
        if (process.getuid?.() !== 0) {
            return;
        }
        await instance.run(["bash", "-c", "cp /usr/bin/id /var/app/id; chmod 4755 /var/app/id"]);
        const laid = path.join(folder.path, "i-1", "var/app/id");
        assert.ok(fs.existsSync(laid));
        assert.throws(() => execFileSync("runuser", ["-u", "nobody", "--", "sh", "-c", laid], { stdio: "pipe" }));
    });
});
