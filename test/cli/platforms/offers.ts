import type { Offers } from "../../../cli/platforms/offers";

/** What an account is offered that used Python 3.13 v4.9.1 lately, in an order that means nothing. */
export const offers: Offers = {
    solutionStacks: [
        "64bit Amazon Linux 2023 v4.9.1 running Python 3.13",
        "64bit Amazon Linux 2023 v4.13.7 running Docker",
        "64bit Amazon Linux 2023 v4.7.7 running ECS",
        "64bit Amazon Linux 2023 v4.13.7 running Python 3.9",
        "64bit Amazon Linux 2023 v4.13.10 running Python 3.13",
        "64bit Amazon Linux 2 v3.7.2 running Python 3.8",
        "64bit Amazon Linux 2023 v4.13.7 running Python 3.14",
        "64bit Windows Server 2022 v2.15.0 running IIS 10.0",
    ],
    branches: [
        { name: "Python 3.13 running on 64bit Amazon Linux 2023", state: "Supported" },
        { name: "Python 3.9 running on 64bit Amazon Linux 2023", state: "deprecated" },
        { name: "Docker running on 64bit Amazon Linux 2023", state: "supported" },
    ],
};
