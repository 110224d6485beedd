// Runs on any Node with ES modules, and before anything that needs a newer one is loaded.
const [major, minor] = process.versions.node.split('.').map(Number);

export const isNodeRecent = major > 22 || (major === 22 && minor >= 15);

export const refuseNode = (program, otherWay = { en: '', zh: '' }) => {
  const found = process.versions.node;
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const text = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '')
    ? `${program} 需要 Node 22.15 或更高版本，当前为 ${found}。\n处理办法：请安装较新的 Node（https://nodejs.org）${otherWay.zh}。`
    : `${program} needs Node 22.15 or newer; this is ${found}.\nWhat to do: install a newer Node (https://nodejs.org)${otherWay.en}.`;
  console.error(text);
  process.exit(2);
};
