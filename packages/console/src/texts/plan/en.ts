/** What a plan says, in English. */
export const planEn = {
  'plan.title': 'Plan',
  'plan.summary': 'What would be done',
  'plan.cluster': 'cluster {id}, brokers: {brokers}',
  'plan.freeSpace': 'Free space of the target',
  'plan.madeAt': 'Made',
  'plan.number': '{n}',
  'plan.topics': 'Topics',
  'plan.topicCounts': '{topics}, of which {created} are created',
  'plan.topicCountsRefused': '{topics}, of which {created} are created and {refused} refused',
  'plan.partitions': 'Partitions',
  'plan.partitionsAdded': '{n} ({added} added)',
  'plan.records': 'Records to copy',
  'plan.bytes': 'To copy',
  'plan.replicas': 'Replicas',
  'plan.cleanup': 'Cleanup policy',
  'plan.offsets': 'Offsets',
  'plan.allModes': 'All ways of copying',
  'plan.action': 'On the target',
  'plan.action.create': 'create',
  'plan.action.continue': 'exists, continue',
  'plan.action.recreate': 'delete and create',
  'plan.action.refused': 'refused',
  'plan.mode.refused': 'refused',
  'plan.mode.identity': 'identical',
  'plan.mode.mirror': 'identical, with transactions',
  'plan.mode.committed': 'identical, committed only',
  'plan.mode.mapped': 'mapped',
  'plan.mappedWhy': 'Offsets cannot stay identical; a map of them is kept',
  'plan.gaps':
    '{n} records are given up: the source deleted them before they were copied. Their offsets are filled.',
  'plan.holes': 'Compaction left {n} offsets without a record; invisible markers will stand there.',
  'plan.blanks':
    '{n} offsets of markers, aborted records and holes get the markers of empty transactions, one by one.',
  'plan.refusals_one': '{count} refusal: nothing is written as long as it stands',
  'plan.refusals_other': '{count} refusals: nothing is written as long as one of them stands',
  'plan.warnings_one': '{count} thing to know before',
  'plan.warnings_other': '{count} things to know before',
  'plan.heldTitle': 'Set on the target for the time of the copy, put back at its end',
  'plan.setting': 'Setting',
  'plan.during': 'During the copy',
  'plan.after': 'Afterwards',
  'plan.why': 'Why',
  'plan.where': 'Where',
  'plan.default': 'the default',
  'plan.notSet': 'not set',
  'plan.allBrokers': 'all brokers',
  'plan.held.timestamps': 'records keep their times, also old ones',
  'plan.held.retention': 'nothing is deleted while it is being copied',
  'plan.held.batches': 'batches pass as they are',
  'plan.held.compaction': 'nothing is compacted before both sides were compared',
  'plan.held.transactions': 'the source’s transactions pass, which the target’s coordinators do not know',
  'plan.notesTitle': 'Settings that are not taken over as they are',
  'plan.note.unknown-on-target': 'the target does not know it',
  'plan.note.below-target-minimum': 'the target asks for more',
  'plan.note.above-target-replicas': 'the target keeps fewer replicas',
  'plan.note.names-source-brokers': 'it names brokers of the source',
  'plan.note.seen-by-holes': 'the log has holes, which only compaction leaves',
  'plan.units': 'Units that move together',
  'plan.groups_one': 'Consumer groups kept in step ({count})',
  'plan.groups_other': 'Consumer groups kept in step ({count})',
  'plan.noGroups': 'No offsets of consumer groups go along. Name groups in the selection to take them along.',
  'plan.leftOut': 'Not copied, for each cluster has its own',
  'plan.none': 'There is no plan yet',
  'plan.noneText':
    'A plan looks at both clusters and changes nothing. It also tells which topics move together.',
  'plan.make': 'Make the plan',
  'plan.made': 'made',
  'plan.again': 'Plan again',
  'unit.text':
    'A consumer group, a transactional producer or a Streams application uses these topics together, so their applications move at the same time.',
  'unit.alone': 'nothing holds it to other topics',
  'unit.othersAlone_one': '{count} other topic can move by itself.',
  'unit.othersAlone_other': '{count} other topics can each move by themselves.',
  'unit.bond.group': 'consumer group',
  'unit.bond.transactional-id': 'transactional id',
  'unit.bond.streams': 'Streams application',
  'planWarning.replication-factor-lowered':
    'gets {target} replicas instead of {source}, for the target has no more brokers.',
  'planWarning.recopied':
    'is deleted on the target with all that it holds, created again with its settings, and copied anew.',
  'planWarning.space-unknown': 'The target does not tell its free space; make sure that there is enough.',
  'planWarning.configs-unknown':
    'The source does not tell the settings of its topics (Kafka before 0.11, or no right to see them): topics that are created get the target’s defaults, retention included. Create topics that need others on the target first.',
  'planWarning.bytes-unknown':
    'The source does not tell the size of its logs, so the bytes to copy are unknown.',
  'planWarning.log-scanned':
    'Logs of the source were read whole for this plan, to find transactions and holes in them.',
  'planWarning.transactions-unverified':
    'While the copy runs, the target does not check for any application that transactional writes belong to a transaction under way. It does so again when the copy ends.',
  'planWarning.transactions-lack-release':
    'Transactions ran on the source. They can be carried over to Kafka 2.8 and newer only, so topics with transactions are refused.',
  'planWarning.transactions-lack-cluster-action':
    'Transactions ran on the source. This user may not write transaction markers on the target, so they are not carried over as they are; grant ClusterAction on the cluster (or Alter, from Kafka 3.8 on).',
  'planWarning.transactions-lack-transactional-id':
    'Transactions ran on the source. This user may not use transactional ids on the target, so they are not carried over as they are; grant Write on transactional ids that begin with mqferry.',
  'planWarning.transactions-lack-alter-configs':
    'Transactions ran on the source. This user may not set transaction.partition.verification.enable=false for the target’s brokers, so they are not carried over as they are; grant DescribeConfigs and AlterConfigs on the cluster.',
  'planWarning.transactions-lack-broker-override':
    'Transactions ran on the source. A broker of the target has transaction.partition.verification.enable set for itself, so they are not carried over as they are; remove that setting, or set it to false.',
  'planWarning.committed-only':
    'Of topics with transactions ({topics}) only what was committed is copied, for the rights to carry transactions over as they are are missing. Offsets are identical. Offsets to be filled one by one: {blanks}, about {seconds} s if all are in one partition.',
  'planWarning.way-back-closed':
    'This source is older than Kafka 0.11 and takes no records of format v2, so nothing can be copied back to it. What is written to the target after a switch stays there.',
  'planWarning.way-back-without-zstd':
    'The way back stays open as long as no producer on the target compresses with zstd: the source (Kafka before 2.1) does not take that.',
  'planWarning.way-back-without-transactions':
    'The way back stays open for topics in which no producer on the target uses transactions: to the source (Kafka before 2.8) they cannot be carried over.',
} as const;
