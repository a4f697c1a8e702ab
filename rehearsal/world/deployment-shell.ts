import type { Outcome, RunOptions, Shell } from "../model";

/** Starts commands that can be ended. */
interface Starts {
    spawn(command: readonly string[], options?: RunOptions): Started;
}

interface Started {
    readonly exited: Promise<Outcome>;
    kill(signal: NodeJS.Signals): void;
}

/** The engine that deploys was killed: nothing of it goes on. */
export class DeploymentKilled extends Error {
    constructor() {
        super("The deployment was killed.");
    }
}

/** Commands of one deployment, which can be killed without the services of the instance. */
export class DeploymentShell implements Shell {
    private readonly running = new Set<Started>();
    private killed = false;

    private readonly deadline: number;

    /** @param seconds - that the deployment has; https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html, Timeout */
    constructor(
        private readonly instance: Starts,
        private readonly seconds: number,
    ) {
        this.deadline = Date.now() + seconds * 1000;
    }

    run(command: readonly string[], options?: RunOptions): Promise<Outcome> {
        return this.until(this.instance, command, options);
    }

    /** Commands of the same deployment elsewhere, such as those of a container engine. */
    elsewhere(place: Starts): Shell {
        return { run: (command, options) => this.until(place, command, options) };
    }

    private async until(place: Starts, command: readonly string[], options?: RunOptions): Promise<Outcome> {
        this.refuseWhenKilled();
        const running = place.spawn(command, options);
        this.running.add(running);
        let isLate = false;
        const timer = setTimeout(
            () => {
                isLate = true;
                running.kill("SIGKILL");
            },
            Math.max(1000, this.deadline - Date.now()),
        );
        try {
            const outcome = await running.exited;
            return isLate ? late(outcome, this.seconds) : outcome;
        } finally {
            clearTimeout(timer);
            this.running.delete(running);
            // What it says is nobody's any more.
            this.refuseWhenKilled();
        }
    }

    /** As SIGKILL does, or a loss of the engine. */
    kill(): void {
        this.killed = true;
        for (const each of this.running) {
            each.kill("SIGKILL");
        }
    }

    private refuseWhenKilled(): void {
        if (this.killed) {
            throw new DeploymentKilled();
        }
    }
}

/** Elastic Beanstalk gives up on the whole deployment, whatever its step. */
const late = ({ output, stdout }: Outcome, seconds: number): Outcome => ({
    code: 124,
    stdout,
    output: `${output}\nThe deployment did not end within the ${seconds} seconds of aws:elasticbeanstalk:command, Timeout.\n`,
});
