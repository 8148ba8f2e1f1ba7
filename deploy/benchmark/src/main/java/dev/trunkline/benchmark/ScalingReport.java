package dev.trunkline.benchmark;

import dev.trunkline.benchmark.ScalingRound.Requests;
import dev.trunkline.local.StackService;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page {@code scaling.md}. */
final class ScalingReport {

    private final List<ScalingRound> rounds;
    private final List<RowSizes.Size> rows;
    private final Map<String, Long> topics;
    private final ServerMemory memory;
    private final String machine;

    ScalingReport(
            List<ScalingRound> rounds,
            List<RowSizes.Size> rows,
            Map<String, Long> topics,
            ServerMemory memory,
            String machine) {
        this.rounds = List.copyOf(rounds);
        this.rows = List.copyOf(rows);
        this.topics = new TreeMap<>(topics);
        this.memory = memory;
        this.machine = machine;
    }

    String page() {
        StringBuilder page = new StringBuilder(
                """
                # One, two and three replicas, and the size of a pod

                The same uploads of twelve operators for twelve tenants at once, and then the same requests on six connections, to one, two and
                three replicas of each service, by turns to each; all on one machine with one PostgreSQL and one broker. Replicas share the work,
                but get no more processors: the speed tells what sharing costs, not what more machines bring. Made by
                `deploy/benchmark/scaling`.

                """);
        page.append(machine).append("\n\n");
        correctness(page);
        speed(page);
        shares(page);
        prices(page);
        sizes(page);
        page.append(new ServerReport(rounds.get(0), memory).section());
        bytes(page);
        return page.toString();
    }

    private void correctness(StringBuilder page) {
        page.append(
                """
                ## Nothing lost, nothing twice

                Held once: numbers that are there once, with a history of one step. The same everywhere: operator-service knows the numbers and
                number-service the users that their owners have, as many and with the same sum of revisions, no lane of an outbox has a row left,
                and nothing was set aside as dead. Partitions: of all topics that a service reads, those that exactly one of its replicas has; the
                fewest that one of them has.

                | replicas | numbers | held once | the same everywhere | each applied and relayed | partitions owned (fewest) |
                |---:|---:|---:|---|---|---|
                """);
        for (ScalingRound round : rounds) {
            StringBuilder groups = new StringBuilder();
            round.groups().forEach(group -> groups.append(groups.isEmpty() ? "" : ", ")
                    .append(format(
                            "%s %d of %d (%d)", group.service(), group.owned(), group.partitions(), group.fewest())));
            page.append(format(
                    "| %d | %,d | %,d | %s | %s | %s%s |%n",
                    round.replicas(),
                    round.uploaded().numbers(),
                    round.uploaded().once(),
                    round.differences().isEmpty() ? "yes" : "**no**: " + round.differences(),
                    round.everyReplicaHadItsShare() ? "yes" : "**no**",
                    groups,
                    round.everyPartitionIsOwned() ? "" : " **not shared**"));
        }
    }

    private void speed(StringBuilder page) {
        page.append(
                """

                ## Speed

                | replicas | upload s | numbers/s | ratio | reads/s | ratio | changes/s | ratio |
                |---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        ScalingRound one = rounds.get(0);
        for (ScalingRound round : rounds) {
            page.append(format(
                    "| %d | %.1f | %,.0f | %.2f | %,.0f | %.2f | %,.0f | %.2f |%n",
                    round.replicas(),
                    round.uploaded().seconds(),
                    round.uploaded().perSecond(),
                    round.uploaded().perSecond() / one.uploaded().perSecond(),
                    round.perSecond(false),
                    round.perSecond(false) / one.perSecond(false),
                    round.perSecond(true),
                    round.perSecond(true) / one.perSecond(true)));
        }
    }

    private void shares(StringBuilder page) {
        page.append(
                """

                ## Shares

                Of the upload, and the memory of each process at the end of the round.

                | replicas | process | events applied | events relayed | processor s | resident MiB | heap MiB | live MiB |
                |---:|---|---:|---:|---:|---:|---:|---:|
                """);
        for (ScalingRound round : rounds) {
            round.shares().forEach((name, memory) -> {
                ReplicaShare share = round.uploaded().shares().getOrDefault(name, ReplicaShare.NONE);
                page.append(format(
                        "| %d | %s | %,d | %,d | %.1f | %,d | %,d | %,d |%n",
                        round.replicas(),
                        name,
                        share.applied(),
                        share.relayed(),
                        share.processorSeconds(),
                        memory.residentMib(),
                        memory.heapMib(),
                        memory.liveMib()));
            });
        }
    }

    private void prices(StringBuilder page) {
        page.append(
                """

                ## What a request costs

                With one replica of each: seconds of processor time of the service for a thousand requests, without the databases and Kafka, and of
                the others for a thousand events that they applied in consequence. The services have run for a minute or two: the compiler is
                still at work, and later the same costs less.

                | request | of | s per 1,000 | requests/s | events applied by others | s per 1,000 events |
                |---|---|---:|---:|---:|---:|
                """);
        for (Requests requests : rounds.get(0).asked()) {
            page.append(format(
                    "| %s | %s | %.2f | %,.0f | %,d | %s |%n",
                    requests.kind().words(),
                    requests.kind().service().module(),
                    requests.secondsForThousand(),
                    requests.perSecond(),
                    requests.appliedByOthers(),
                    requests.appliedByOthers() < requests.count()
                            ? "–"
                            : format("%.2f", requests.secondsForThousandEvents())));
        }
    }

    private void sizes(StringBuilder page) {
        page.append(format(
                """

                ## Requests and limits of a pod

                The processors are for a busy second of a pod: %d requests that read, %d that change something, %d events and %d numbers of an
                upload, at the prices measured here, rounded up to 50m. The memory is a quarter more than the most that was resident of any replica with
                %d MiB as the most of its heap, rounded up to 64Mi; request and limit are the same. `deploy/kubernetes` has these figures; a test
                holds them to this table.

                | service | µs a read | µs a change | µs an event | µs a number | resident MiB | cpu | memory |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """,
                PodSize.READS, PodSize.CHANGES, PodSize.EVENTS, PodSize.NUMBERS, PodSize.HEAP_MIB));
        for (StackService service : StackService.values()) {
            PodSize size = size(service);
            page.append(format(
                    "| %s | %.0f | %.0f | %.0f | %.1f | %,d | %dm | %dMi |%n",
                    size.service(),
                    size.readMicros(),
                    size.changeMicros(),
                    size.eventMicros(),
                    size.numberMicros(),
                    size.residentMib(),
                    size.processorMillis(),
                    size.memoryMib()));
        }
    }

    private PodSize size(StackService service) {
        ScalingRound one = rounds.get(0);
        return new PodSize(
                service.module(),
                one.requestMicros(service, false),
                one.requestMicros(service, true),
                one.eventMicros(service),
                one.numberMicros(service),
                rounds.stream()
                        .mapToLong(round -> round.residentMib(service))
                        .max()
                        .orElseThrow());
    }

    private void bytes(StringBuilder page) {
        page.append(
                """

                ## Bytes of a row

                Of the tables that grow with the numbers, at the end.

                | database | table | rows | bytes/row | with indexes |
                |---|---|---:|---:|---:|
                """);
        for (RowSizes.Size size : rows) {
            page.append(format(
                    "| %s | `%s` | %,d | %.0f | %.0f |%n",
                    size.database(), size.table(), size.rows(), size.heapPerRow(), size.allPerRow()));
        }
        page.append(
                """

                ## Bytes of a topic

                On the broker's disk at the end, one replica, nothing compacted yet.

                | topic | bytes |
                |---|---:|
                """);
        topics.forEach((topic, bytes) -> page.append(format("| `%s` | %,d |%n", topic, bytes)));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
