/** The texts of the command line in English; these keys are the keys of every language. */
export const en = {
  'help.program': 'Moves running Kafka clusters to other clusters, offsets and all.',
  'help.usage': 'Usage:',
  'help.options': 'Options:',
  'help.commands': 'Commands:',
  'help.arguments': 'Arguments:',
  'help.optionsPlace': '[options]',
  'help.commandPlace': '[command]',
  'help.help': 'show this help',
  'help.helpCommand': 'show the help of a command',
  'help.version': 'show the version',
  'help.exitCodes':
    'Exit codes: 0 done and equal, 1 refused or failed, 2 wrong usage, 3 verification found differences.',
  'help.migrate': 'copy topics and group offsets to another cluster, each record at its old offset',
  'help.migrateExample':
    'Look first, changing nothing:\n  mqferry migrate --from old:9092 --to new:9092 --dry-run\nCopy and keep copying until Ctrl-C, then prove both sides equal:\n  mqferry migrate --from old:9092 --to new:9092 --groups ".*" --follow --verify',
  'help.worker': 'copy a part of a migration that several processes share, and keep copying until Ctrl-C',
  'help.workerExample':
    'Start as many as wanted, on any machines, now or later; all of one name share the partitions among them:\n  mqferry worker --from old:9092 --to new:9092 --replication orders --topics "orders.*" --state /shared/mqferry\nThe state folder must be the same one for all, for it holds what is put back on the target at the end.',
  'help.verify': 'compare every record and group offset of two clusters',
  'help.topics': 'list the topics of a cluster: partitions, offsets, size',
  'help.groups': 'list the consumer groups of a cluster: state, members, lag',
  'help.sandbox': 'real Kafka or RocketMQ brokers on this machine, for trying things out',
  'help.sandboxUp': 'start brokers and print their addresses',
  'help.sandboxDown': 'stop a sandbox, or all of them',
  'help.sandboxList': 'list the sandboxes that are up',

  'help.demo': 'watch a live cluster move to another one, on this machine',

  'option.from': 'address of the source, host:port[,host:port…]',
  'option.fromConfig':
    'properties file of a Java client for the source; --from is then only needed to replace its bootstrap.servers',
  'option.to': 'address of the target, host:port[,host:port…]',
  'option.toConfig': 'the same for the target',
  'option.cluster': 'address of the cluster, host:port[,host:port…]',
  'option.clusterConfig':
    'properties file of a Java client; --from is then only needed to replace its bootstrap.servers',
  'option.topics': 'only topics whose whole name matches; all but internal ones without it',
  'option.exclude': 'not the topics whose whole name matches',
  'option.groupsCopied': 'consumer groups whose offsets are copied and kept in step; none without it',
  'option.groupsCompared': 'consumer groups whose offsets are compared; none without it',
  'option.groupsListed': 'only groups whose whole name matches',
  'option.dryRun': 'print the plan and change nothing; exit code 1 if something would be refused',
  'option.once': "copy up to the source's end as of now and stop (the default)",
  'option.follow': 'keep copying what is written to the source until Ctrl-C',
  'option.verify': 'end with a comparison of every record and group offset',
  'option.endTransactions':
    'for a switch, when producers are stopped: before copying, wait at most so long for transactions that are open at the source; nothing is copied while some are',
  'option.abortTransactions': 'with --end-transactions: abort at the source those that are still open then',
  'option.acceptGap':
    'topics whose whole name matches, or all: go on where the source deleted records before they were copied; these are counted and named',
  'option.recopy':
    'topics whose whole name matches: delete them on the target and copy them anew; one that holds records of others has to be named exactly',
  'option.mapped':
    'topics whose whole name matches: where identical offsets are not possible, copy what is committed at other offsets and keep an exact map of them in the state folder',
  'option.maxHoles':
    'offsets that compaction left without a record, of one topic: at most so many are filled to keep offsets identical (5000000)',
  'option.rate': 'copy at most so many bytes a second: 10MB (10^6), 512KiB (2^10), 1000000',
  'option.replication': 'name of the migration that is shared; the same for all processes that take part',
  'option.sessionTimeout':
    'after so many seconds without a sign of life another process may take over what this one copies (15)',
  'option.threads': 'copy in so many threads at most, each with a share of the partitions ({default} here)',
  'option.json': 'print JSON, one object per line; the last one is the report',
  'option.state': 'folder for what must survive a crash of mqferry ({default})',
  'option.kafka': 'Kafka release: 4.3.1, 3.9.2, 2.8.2 or 0.10.2.2 ({default})',
  'option.brokers': 'number of brokers, 1 or 3 (1)',
  'option.listeners': 'some of PLAINTEXT,SSL,SASL_PLAINTEXT,SASL_SSL (PLAINTEXT)',
  'option.mechanisms':
    'for SASL listeners: some of PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER ({default})',
  'option.users': 'for SASL listeners ({default})',
  'option.rocketmq': 'RocketMQ instead of Kafka: 4.9.7 or 5.5.0; takes --name-servers to --proxy',
  'option.nameServers': 'number of name servers, 1 or 2 (1)',
  'option.masters': 'number of masters, 1 or 2 (1)',
  'option.slave': 'give the first master a slave',
  'option.acl': 'enforce ACLs; the administrator is printed',
  'option.proxy': 'start a proxy for gRPC and remoting (5.5.0)',
  'option.ports':
    'a port for each listener of each Kafka broker, or for each name server and broker of RocketMQ and two for its proxy; free ones unless given',
  'option.directory': 'where the data lies, kept after the end; a temporary folder unless given',
  'option.name': 'name by which it is listed and stopped',
  'option.keep': 'leave both clusters up at the end, to look further',
  'argument.sandbox': 'name of a sandbox, or all',
  'option.partitions': 'one line per partition',

  'where.source': 'at the source ({address})',
  'where.cluster': 'at the cluster ({address})',
  'where.target': 'at the target ({address})',
  'error.head': 'Error {where}: {text}',
  'error.headAnywhere': 'Error: {text}',
  'error.advice': 'What to do: {text}',
  'error.code': 'Code: {code}',
  'warning.file': '{file}: {text} {advice}',
  'warning.head': 'Warning: {text}',

  'duration.seconds': '{s} s',
  'duration.minutes': '{min} min {s} s',
  'duration.hours': '{h} h {min} min',
  'duration.days': '{d} d {h} h',

  'column.topic': 'TOPIC',
  'column.partition': 'PARTITION',
  'column.partitions': 'PARTITIONS',
  'column.replicas': 'REPLICAS',
  'column.inSync': 'IN SYNC',
  'column.leader': 'LEADER',
  'column.cleanup': 'CLEANUP',
  'column.action': 'ACTION',
  'column.toCopy': 'TO COPY',
  'column.offsets': 'OFFSETS',
  'column.offsetCount': 'OFFSETS',
  'column.start': 'START',
  'column.end': 'END',
  'column.size': 'SIZE',
  'column.group': 'GROUP',
  'column.type': 'TYPE',
  'column.state': 'STATE',
  'column.members': 'MEMBERS',
  'column.topics': 'TOPICS',
  'column.lag': 'LAG',
  'column.source': 'SOURCE',
  'column.target': 'TARGET',
  'column.copiedTo': 'COPIED TO',
  'column.records': 'RECORDS',
  'column.offset': 'OFFSET',
  'column.difference': 'DIFFERENCE',
  'column.result': 'RESULT',

  'progress.reading': 'Reading both clusters …',
  'plan.title': 'Migration plan. Nothing has been changed.',
  'plan.source': 'Source: cluster {id}, brokers: {brokers}',
  'plan.target': 'Target: cluster {id}, brokers: {brokers}, free space: {space}',
  'plan.unknown': 'unknown',
  'plan.action.create': 'create',
  'plan.action.continue': 'exists',
  'plan.action.recreate': 'DELETE, create',
  'plan.action.refused': 'REFUSED',
  'plan.mode.identity': 'identical',
  'plan.mode.committed': 'identical, committed only',
  'plan.mode.mirror': 'identical, with transactions',
  'plan.mode.mapped': 'MAPPED',
  'plan.mode.refused': '–',
  'plan.modeWhy.identity':
    'Offsets stay identical: the record batches are passed on as they are, and the target confirms the offset of each.',
  'plan.modeWhy.mapped':
    'Mapped topics do not keep their offsets: committed records go over in their order, with keys, values, headers and times; aborted records and markers do not. Which offset each has is kept in {place}: group offsets and comparisons go by it, so keep it. These topics cannot be copied back.',
  'plan.mapped': '{topic}: {reason}',
  'plan.filled':
    '{topic}: the log of the source starts later than 0, so {offsets} offsets are filled and deleted again on the target; then both logs start at the same offset.',
  'plan.added':
    '{topic}: the source has more partitions than the target; {added} are added on the target, {partitions} in all.',
  'plan.gap':
    '{topic}-{partition}: {records} records are given up, offsets {from} to {to}: the source deleted them before they were copied. Their offsets are filled.',
  'plan.continued':
    '{topic}: exists on the target and is continued where its log ends; {offsets} offsets are there already.',
  'plan.holes':
    '{topic}: compaction left {holes} offsets without a record; invisible markers will stand there.',
  'plan.blanks':
    '{topic}: {blanks} offsets of markers, aborted records and holes get the markers of empty transactions, one by one.',
  'plan.heldTitle': 'Set on the target for the time of the copy, put back at its end:',
  'plan.held': '{name} = {during}, afterwards {after} ({topics}): {reason}',
  'plan.held.timestamps': 'records keep their times, also old ones',
  'plan.held.retention': 'nothing is deleted while it is being copied',
  'plan.held.batches': 'batches pass as they are',
  'plan.held.compaction': 'nothing is compacted before both sides were compared',
  'plan.held.transactions': 'the source’s transactions pass, which the target’s coordinators do not know',
  'plan.allBrokers': 'all brokers',
  'plan.default': 'the default',
  'plan.notesTitle': 'Settings that are not taken over as they are:',
  'plan.note': '{name}: source {source}, target {target} ({topics}): {reason}',
  'plan.note.unknown-on-target': 'the target does not know it',
  'plan.note.below-target-minimum': 'the target asks for more',
  'plan.note.above-target-replicas': 'the target keeps fewer replicas',
  'plan.note.names-source-brokers': 'it names brokers of the source',
  'plan.note.seen-by-holes': 'the log has holes, which only compaction leaves',
  'plan.notCopied': 'not set',
  'plan.more': '{names} and {count} more',
  'plan.refusalsTitle': 'Refused. Nothing is written as long as one of these stands:',
  'plan.warning.replication-factor-lowered':
    '{topic}: replicas {target} instead of {source}, for the target has no more brokers.',
  'plan.warning.recopied':
    '{topic}: the topic on the target is deleted with all that it holds, created again with its settings, and copied anew.',
  'plan.warning.space-unknown': 'The target does not tell its free space; make sure that there is enough.',
  'plan.warning.configs-unknown':
    'The source does not tell the settings of its topics (Kafka before 0.11, or no right to see them): topics that are created get the target’s defaults, retention included. Create topics that need others on the target first.',
  'plan.warning.bytes-unknown':
    'The source does not tell the size of its logs, so the bytes to copy are unknown.',
  'plan.warning.log-scanned':
    'Logs of the source were read whole for this plan, to find transactions and holes in them.',
  'plan.warning.transactions-unverified':
    'While the copy runs, the target does not check for any application that transactional writes belong to a transaction under way. It does so again when the copy ends.',
  'plan.warning.transactions-lack-release':
    'Transactions ran on the source. They can be carried over to Kafka 2.8 and newer only, so topics with transactions are refused.',
  'plan.warning.transactions-lack-cluster-action':
    'Transactions ran on the source. This user may not write transaction markers on the target, so transactions are not carried over as they are; grant ClusterAction on the cluster (or Alter, from Kafka 3.8 on).',
  'plan.warning.transactions-lack-transactional-id':
    'Transactions ran on the source. This user may not use transactional ids on the target, so transactions are not carried over as they are; grant Write on transactional ids that begin with mqferry.',
  'plan.warning.transactions-lack-alter-configs':
    'Transactions ran on the source. This user may not set transaction.partition.verification.enable=false for the target’s brokers, so transactions are not carried over as they are; grant DescribeConfigs and AlterConfigs on the cluster.',
  'plan.warning.transactions-lack-broker-override':
    'Transactions ran on the source. A broker of the target has transaction.partition.verification.enable set for itself, so transactions are not carried over as they are; remove that setting, or set it to false.',
  'plan.warning.committed-only':
    'Of topics with transactions ({topics}) only what was committed is copied, for the rights to carry transactions over as they are are missing. Offsets are identical, and readers of committed records see what they would at the source. Records of aborted transactions are absent on the target, for all readers; records of transactions that are open at the source are held back until they end. Offsets to be filled one by one: {blanks}, about {seconds} s if all are in one partition. Should a broker of the target fail meanwhile, a partition may stop by name and have to be copied anew.',
  'plan.warning.way-back-closed':
    'The way back: this source is older than Kafka 0.11 and takes no records of format v2, so nothing can be copied back to it. What is written to the target after a switch stays there.',
  'plan.warning.way-back-without-zstd':
    'The way back stays open as long as no producer on the target compresses with zstd: the source (Kafka before 2.1) does not take that.',
  'plan.warning.way-back-without-transactions':
    'The way back stays open for topics in which no producer on the target uses transactions: to the source (Kafka before 2.8) they cannot be carried over.',
  'plan.leftOut': 'Not copied, for each cluster has its own: {topics}',
  'plan.groups': 'Group offsets copied and kept in step ({count}): {groups}',
  'plan.noGroups': 'Group offsets: none are copied. Use --groups REGEX to take them along.',
  'plan.total': 'Total: topics {topics} (new {created}), partitions {partitions}, to copy {bytes}.',
  'plan.totalRefused':
    'Total: topics {topics} (new {created}, refused {refused}), partitions {partitions}, to copy {bytes}.',
  'plan.apply': 'To carry it out, run the same command without --dry-run.',

  'event.topic-created': 'created topic {topic}, partitions: {partitions}',
  'event.partitions-added':
    '{topic} got {added} more partitions on the target, {partitions} in all, as at the source',
  'event.gap-accepted':
    '{topic}-{partition}: {records} records given up, offsets {from} to {to}: the source deleted them before they were copied',
  'event.topic-found': 'topic {topic} appeared at the source and is copied as well, partitions: {partitions}',
  'event.topic-refused': 'new partitions of {topic} are not copied: {text} [{code}]',
  'event.groups-found': 'consumer groups that appeared and are kept in step from now on: {groups}',
  'event.topics-paused': 'paused, nothing of them moves any more: {topics}',
  'event.topics-resumed': 'resumed: {topics}',
  'event.topics-removed': 'not copied any more, as the operator asked: {topics}',
  'event.partitions-taken': 'copies from now on: {partitions}',
  'event.partitions-given-up': 'goes to another process: {partitions}',
  'event.partitions-lost':
    'not copied any more, for the target heard nothing from this process for too long: {partitions}',
  'event.partition-recovering': '{topic}-{partition} finds its place again: {reason}',
  'event.partition-stopped': '{topic}-{partition} stopped: {text} [{code}]',

  'progress.preparing': 'preparing the target',
  'progress.records': '{done}/{total} records',
  'progress.lag': 'lag {lag}',
  'progress.inStep': 'in step with the source',
  'progress.eta': 'about {duration} left',
  'progress.paused': '{count} partitions paused',
  'progress.filling': 'raising log starts on {count} partitions',
  'progress.stalled': 'nothing copied for {duration}',
  'progress.throttled': 'slowed by {reason}',
  'progress.throttled.rate-limit': 'the limit of {rate}',
  'progress.throttled.topic-rate-limit': 'the limit of a topic',
  'progress.throttled.source-quota': 'a quota of the source',
  'progress.throttled.target-quota': 'a quota of the target',
  'progress.recoveries': 'recoveries {count}',
  'progress.stopped': 'stopped partitions {count}',
  'progress.verifying': 'comparing {percent}',

  'interrupt.follow': 'Ending the copy at a safe point … (Ctrl-C again stops at once)',
  'interrupt.once': 'Ending early … (Ctrl-C again stops at once)',
  'interrupt.verify': 'Ending the comparison … (Ctrl-C again stops at once)',
  'interrupt.now':
    'Stopped at once. What was set on the target for the time of the copy is put back by the next run of the same command.',
  'interrupt.verifyNow': 'Stopped at once.',

  'report.copied': 'Copied {records} records ({bytes}) in {duration}, {rate}.',
  'report.nothingCopied': 'Nothing had to be copied.',
  'report.complete.once': "All {partitions} partitions have reached the source's end.",
  'report.complete.follow': 'All {partitions} partitions ended without error; offsets not yet copied: {lag}.',
  'report.early': 'Ended early; offsets not yet copied: {lag}.',
  'report.unfinished': 'The copy ended before it was complete; offsets not yet copied: {lag}.',
  'report.incomplete': 'The copy is not complete. Stopped partitions: {stopped} of {partitions}.',
  'report.recoveries':
    'Recoveries after faults: {count}. Each place was confirmed by the target before going on.',
  'report.refused': 'Appeared meanwhile and not copied:',
  'open.title':
    'Transactions open on the target: {count}. Readers of what is committed wait in front of them until their ends are copied.',
  'open.waiting': 'Waiting for transactions that are open at the source: {count}.',
  'open.waitedFor': 'Transactions at the source that were waited for, and ended by themselves: {count}.',
  'open.aborted': 'Transactions at the source that were aborted: {count}.',
  'open.atSource': '{topic}-{partition} from offset {from}: producer {producerId}, transactional id {id}',
  'open.transaction':
    '{topic}-{partition} from offset {from}: producer {producerId}, transactional id {id}, since {since}; {state}',
  'open.state.open': 'open at the source too',
  'open.state.ended': 'ended at the source since: the next run copies its end',
  'open.state.hanging':
    'no coordinator of the source tells of it: it hangs there, or this user may not see it. kafka-transactions.sh abort ends one that hangs',
  'open.state.unknown': 'the source does not tell whether it has ended',
  'gaps.title':
    'Accepted gaps: {records} records that the source deleted before they were copied are on neither side.',
  'gaps.gap': '{topic}-{partition}: {records} records, offsets {from} to {to}',
  'report.stillHeld':
    'Still set for the time of the copy on the target: {topics}. A run that ends in order puts the settings back.',
  'report.groupsEqual': 'Group offsets: {count}, all the same on both sides.',
  'report.groupsDiffer': 'Group offsets: {equal} of {count} the same on both sides. The others:',
  'report.group.equal': 'same',
  'report.group.waiting': "waits for records not copied yet; held at the target's end",
  'report.group.target-active': 'left alone: the group has members on the target',
  'report.group.target-moved': 'left alone: somebody else committed on the target',
  'report.next': 'Next: {command}\n      {why}',
  'report.nextWhy.verify': 'proves record by record that both sides are equal',
  'report.nextWhy.resume': 'the same command goes on where this run stopped',
  'report.nextWhy.fix': 'when the cause is removed: the same command goes on where this run stopped',

  'verify.start': 'Comparing topics: {topics}, partitions: {partitions}, groups: {groups}.',
  'verify.equal':
    'EQUAL: {records} records in {partitions} partitions are the same on both sides, at the same offsets.',
  'verify.equalGroups':
    'EQUAL: {records} records in {partitions} partitions and {groups} group offsets are the same on both sides.',
  'verify.mapped':
    'MAPPED: {records} records in {partitions} partitions are the same on both sides and in the same order; in {mapped} of them at other offsets, by the map.',
  'verify.mappedGroups':
    'MAPPED: {records} records in {partitions} partitions are the same on both sides and in the same order; in {mapped} of them at other offsets, by the map, as are the {groups} group offsets.',
  'verify.different':
    'DIFFERENT: partitions that differ: {partitions} of {allPartitions}, group offsets that differ: {groups} of {allGroups}.',
  'verify.same': 'equal',
  'verify.sameMapped': 'equal, MAPPED',
  'verify.differs': 'DIFFERENT',
  'verify.kind.missing-on-target': 'missing on the target',
  'verify.kind.missing-on-source': 'on the target only',
  'verify.kind.content-differs': 'content differs',
  'verify.kind.open-on-target': 'its transaction is still open on the target',
  'verify.kind.start': 'logs start at {source} and {target}',
  'verify.older':
    'The target still has older records, which the source has deleted since they were copied: {partitions}.',
  'verify.committedOnly':
    'Compared as readers of committed records see them, for no more was copied (records of aborted transactions are absent on the target): {topics}.',
  'verify.firstDifferences': 'First differing records:',
  'verify.groupDifferences': 'Group offsets that differ:',
  'verify.more': '… and {count} more; --json names them all.',
  'verify.early': 'The comparison ended early. Running the same command again goes on where it stopped.',
  'verify.checkpointFailed':
    'The place reached cannot be saved, so a comparison that ends early would start from the beginning: {text}',
  'verify.skipped': 'Not compared, for the copy is not complete.',

  'topics.none': 'The cluster has no topics that this user may see, internal and excluded ones aside.',
  'topics.total': 'Topics {topics}, partitions {partitions}, offsets {offsets}, size {size} (one replica).',
  'topics.notInSync': 'Partitions whose replicas are not all in sync: {count}.',
  'topics.noLeader': 'Partitions without a leader: {count}.',
  'groups.total': 'Groups {groups}.',
  'groups.none': 'The cluster has no consumer groups that this user may see.',
  'groups.noMatch': 'No consumer group matches {pattern}.',
  'groups.noOffsets': 'The consumer groups that match {pattern} have committed no offsets for these topics.',
  'groups.noMatchNearest': 'No consumer group matches {pattern}. Nearest names: {names}.',

  'sandbox.starting': 'Starting {product} {version} … (the first start of a version fetches it with Maven)',
} as const;
