import { step } from "./command-step";
import { current, Part, staging } from "./target";

/** The moment from which the new version is what the instance has: what fails before leaves the old one. */
export const flip: Part = (target, deployment) =>
    step(target, deployment, { phase: "flip", name: `${staging} becomes ${current}` }, () =>
        target.shell.run(["sh", "-c", 'rm -rf "$1" && mv "$0" "$1"', staging, current]),
    );
