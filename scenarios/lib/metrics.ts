/** The samples of one metric as Prometheus would scrape them, by the value of one label. */
export const scrape = async (url: string, metric: string, label: string): Promise<Map<string, number>> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const samples = (await answer.text()).split('\n').filter((line) => line.startsWith(`${metric}{`));
  return new Map(
    samples.map((line): [string, number] => {
      const [, value] = new RegExp(`[{,]${label}="([^"]*)"`).exec(line) ?? [];
      return [value ?? '', Number(line.slice(line.lastIndexOf(' ')))];
    }),
  );
};
