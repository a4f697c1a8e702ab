import { type Phase, phases } from "../model";

/** Phases in which a kind of program runs. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.workflow.html */
export const during = {
    anything: phases,
    requirements: ["requirements"],
    /** Scripts and command lines of the bundle. */
    shell: ["commands", "prebuild", "container commands", "predeploy", "postdeploy", "processes"],
    /** Where the application's own Python runs, or where its log is shown. */
    application: ["container commands", "predeploy", "processes", "postdeploy", "health"],
    proxy: ["proxy", "proxy start", "postdeploy", "health"],
    health: ["postdeploy", "health"],
    running: ["processes", "proxy start", "postdeploy", "health"],
} as const satisfies Record<string, readonly Phase[]>;
