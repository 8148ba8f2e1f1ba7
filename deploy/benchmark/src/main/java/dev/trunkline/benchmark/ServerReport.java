package dev.trunkline.benchmark;

import dev.trunkline.local.StackService;
import java.util.List;
import java.util.Locale;

/** What databases and brokers ask for: a section of {@code scaling.md}. */
final class ServerReport {

    /** As the overlays have them: at most so many pods of a service, shared buffers and heap in MiB. */
    private static final int EVALUATION_PODS = 2;

    private static final int PRODUCTION_PODS = 6;
    private static final int EVALUATION_BUFFERS = 256;
    private static final int PRODUCTION_BUFFERS = 2048;
    private static final int EVALUATION_HEAP = 512;
    private static final int PRODUCTION_HEAP = 1024;

    private final ServerPrices prices;
    private final ServerMemory memory;

    ServerReport(ScalingRound one, ServerMemory memory) {
        this.prices = new ServerPrices(one);
        this.memory = memory;
    }

    String section() {
        StringBuilder section = new StringBuilder(String.format(
                Locale.ROOT,
                """

                ## Requests and limits of databases and brokers

                The same busy second of each pod, at what PostgreSQL and Kafka used for it: a database for the pods of its service, a broker for
                those of all three, with a third of PostgreSQL's housekeeping for each database. A session of PostgreSQL had %d MiB of its own at
                most, the broker %d MiB with %d MiB as the most of its heap.

                | database of | µs a read | µs a change | µs an event | µs a number | ms a busy second of a pod |
                |---|---:|---:|---:|---:|---:|
                """,
                memory.sessionMib(),
                memory.brokerMib(),
                PodSize.HEAP_MIB));
        for (StackService service : StackService.values()) {
            section.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %.1f | %.0f |%n",
                    service.module(),
                    prices.requestMicros(service, false),
                    prices.requestMicros(service, true),
                    prices.eventMicros(service),
                    prices.numberMicros(service),
                    prices.databaseBusyMicros(service) / 1000));
        }
        section.append(String.format(
                Locale.ROOT,
                """

                The broker used %.0f µs for a change with all that is told of it, and %.1f µs for a number that is uploaded: %.0f ms for a busy second of
                a pod of each service.

                A database has memory for its shared buffers, as much again of the kernel's pages, and the sessions of all pods; a broker what was resident
                with its own heap instead, and as much as that heap of the kernel's pages; of what was measured a quarter more. Each database asks for
                what the busiest needs. Rounded up to 250m and 256Mi; a test holds `deploy/kubernetes` to this table.

                | server | overlay | pods | buffers or heap MiB | cpu | memory |
                |---|---|---:|---:|---:|---:|
                """,
                prices.brokerChangeMicros(),
                prices.brokerNumberMicros(),
                prices.brokerBusyMicros() / 1000));
        sizes().forEach(size -> section.append(size.row()));
        return section.toString();
    }

    private List<ServerSize> sizes() {
        double database = prices.mostDatabaseBusyMicros();
        double broker = prices.brokerBusyMicros();
        long session = memory.sessionMib();
        long resident = memory.brokerMib();
        return List.of(
                ServerSize.database("evaluation", EVALUATION_PODS, EVALUATION_BUFFERS, database, session),
                ServerSize.database("production", PRODUCTION_PODS, PRODUCTION_BUFFERS, database, session),
                ServerSize.broker("evaluation", EVALUATION_PODS, EVALUATION_HEAP, broker, resident),
                ServerSize.broker("production", PRODUCTION_PODS, PRODUCTION_HEAP, broker, resident));
    }
}
