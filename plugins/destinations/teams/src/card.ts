/**
 * As much of Adaptive Cards as a message needs (learn.microsoft.com/en-us/adaptive-cards/schema-explorer). Texts are runs of a
 * RichTextBlock, never a TextBlock: in a TextBlock Teams reads Markdown, and a page's title could become a link.
 */
export interface Line {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly Run[];
  readonly spacing?: 'None';
}

interface Run {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly color?: 'Accent';
  readonly isSubtle?: true;
}

/** Lines about one thing; a click anywhere opens its address. */
export interface Part {
  readonly type: 'Container';
  readonly separator: true;
  readonly items: readonly Line[];
  readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string };
}

export const run = (text: string, style: Omit<Run, 'type' | 'text'> = {}): Run => ({ type: 'TextRun', text, ...style });

/** Lines after the first stand close to it. */
export const part = (lines: readonly (readonly Run[])[], url?: string): Part => ({
  type: 'Container',
  separator: true,
  items: lines.map((inlines, index) => ({ type: 'RichTextBlock', inlines, ...(index > 0 && { spacing: 'None' }) })),
  ...(url !== undefined && { selectAction: { type: 'Action.OpenUrl', url } }),
});

/** A message with one card, as a workflow's trigger takes it (learn.microsoft.com/en-us/connectors/teams, “Microsoft Teams Webhook”). */
export const messageOf = (parts: readonly Part[]) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body: parts },
    },
  ],
});
