import * as assert from "node:assert/strict";
import { checkPin, editedPin, unchecked } from "../../../components/beanstalk-environment/platform-pin";
import { nameOfStack } from "../../../components/solution-stack";

const pin = (release: string) => ({ branch: "Python 3.13", release });
const current = nameOfStack(pin("4.13.7"));

describe("a pinned release, before the environment is created", () => {
    it("is right when it is current, or later than what AWS calls current", () => {
        for (const release of ["4.13.7", "4.13.10", "5.0.0"]) {
            const found = checkPin(pin(release), { current, offered: true }, "dev");
            assert.deepEqual(found, { problems: [], warnings: [] }, release);
        }
    });

    it("is refused when AWS does not offer it, naming the current one and the command", () => {
        assert.deepEqual(checkPin(pin("4.9.1"), { current, offered: false }, "prod"), {
            problems: [
                {
                    where: "app.platform.release",
                    got: "4.9.1, which AWS does not offer this account for a new environment",
                    allowed:
                        "4.13.7, the current release of Python 3.13; an older one only where the account used it in the last 30 days",
                    remedy: "Pin the current one: npm run --silent platforms -- --pin --stack prod",
                },
            ],
            warnings: [],
        });
    });

    it("is warned of when it is superseded and the account may still use it: 4.9.1 is older than 4.13.7", () => {
        assert.deepEqual(checkPin(pin("4.9.1"), { current, offered: true }, "dev"), {
            problems: [],
            warnings: [
                "app.platform.release is 4.9.1, and 4.13.7 is current. The environment is created with the older one, because this account used it lately. " +
                    "To begin with the current one: npm run --silent platforms -- --pin --stack dev",
            ],
        });
    });

    it("is refused when AWS offers nothing of its branch", () => {
        const { problems } = checkPin(pin("4.13.7"), { current: undefined, offered: false }, "dev");
        assert.deepEqual(problems, [
            {
                where: "app.platform",
                got: "Python 3.13, of which AWS offers this account no release in the stack's region",
                allowed: "a platform branch that is not retired",
                remedy: "See what there is: npm run --silent platforms",
            },
        ]);
    });

    it("is told of when AWS does not answer", () => {
        assert.equal(
            unchecked(pin("4.13.7"), "AccessDenied"),
            "app.platform.release 4.13.7 was not checked: AccessDenied. Unless AWS offers it to this account, the environment cannot be created. " +
                "See what it offers: npm run --silent platforms. app.platform: {checkRelease: false} leaves the question out.",
        );
    });
});

describe("an edit of the pin", () => {
    const environment = { name: "notes-dev", region: "eu-west-1" };

    it("says that the environment stays where it is, and how to move it", () => {
        assert.equal(
            editedPin(current, pin("4.14.0"), environment),
            `app.platform.release went from 4.13.7 to 4.14.0. That does not move the environment that runs: it counts when one is created, and managed updates move it afterwards (environment.managedUpdates). To move it now, either
  aws elasticbeanstalk update-environment --region eu-west-1 --environment-name notes-dev --solution-stack-name "64bit Amazon Linux 2023 v4.14.0 running Python 3.13"
or in the console of Elastic Beanstalk: the environment, Managed updates, Apply now.`,
        );
    });

    it("is none when nothing was pinned before, or the branch changes, which is refused elsewhere", () => {
        assert.equal(editedPin(undefined, pin("4.14.0"), environment), undefined);
        assert.equal(editedPin(current, pin("4.13.7"), environment), undefined);
        assert.equal(editedPin(current, { branch: "Docker", release: "4.14.0" }, environment), undefined);
    });
});
