import { BadInput, refuse } from "./row";

export const tags: readonly BadInput[] = [
    refuse("the tag Name", "tags: {Name: x}", [
        "tags.Name",
        "a reserved tag",
        "any other key",
        "Remove it; Elastic Beanstalk sets it itself and refuses yours.",
    ]),
    refuse("a list of tags", "tags: [team]", [
        "tags",
        '["team"]',
        "a mapping of names to values",
        "Write a mapping: each name, a colon, and what belongs to it.",
    ]),
    refuse("a tag without quotes", "tags: {cost: 7}", [
        "tags.cost",
        "7 (a number)",
        "a text",
        "Put it in quotes: a text is wanted.",
    ]),
];
