package dev.trunkline.benchmark;

import dev.trunkline.benchmark.ScalingRound.Requests;
import dev.trunkline.local.StackService;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Processor time of the databases and the broker for each piece of work of the services, in microseconds, with one replica of each.
 *
 * <p>What PostgreSQL does for all databases together, writing the log and pages, is shared equally among the three.
 */
final class ServerPrices {

    private static final String BROKER = "Kafka";
    private static final String SESSIONS = "PostgreSQL: ";
    private static final String HOUSEKEEPING = SESSIONS + "housekeeping";

    private final ScalingRound one;

    ServerPrices(ScalingRound one) {
        this.one = one;
    }

    double requestMicros(StackService service, boolean changes) {
        return perPiece(requests -> requests.isOf(service, changes), Requests::count, database(service));
    }

    /** Of an event about something else that is applied there. */
    double eventMicros(StackService service) {
        return perPiece(
                requests -> requests.tells(service), requests -> requests.appliedBy(service), database(service));
    }

    double numberMicros(StackService service) {
        return database(service).applyAsDouble(one.uploaded().servers())
                * 1e6
                / one.uploaded().numbers();
    }

    /** Of a request that changes something, with all that is told of it. */
    double brokerChangeMicros() {
        return perPiece(requests -> requests.kind().changes(), Requests::count, ServerPrices::broker);
    }

    double brokerNumberMicros() {
        return broker(one.uploaded().servers()) * 1e6 / one.uploaded().numbers();
    }

    /** What a busy second of one pod of a service costs its database. */
    double databaseBusyMicros(StackService service) {
        return PodSize.READS * requestMicros(service, false)
                + PodSize.CHANGES * requestMicros(service, true)
                + PodSize.EVENTS * eventMicros(service)
                + PodSize.NUMBERS * numberMicros(service);
    }

    double mostDatabaseBusyMicros() {
        return Arrays.stream(StackService.values())
                .mapToDouble(this::databaseBusyMicros)
                .max()
                .orElseThrow();
    }

    /** What a busy second of one pod of each service costs the broker. */
    double brokerBusyMicros() {
        return StackService.values().length * PodSize.CHANGES * brokerChangeMicros()
                + PodSize.NUMBERS * brokerNumberMicros();
    }

    private double perPiece(
            Predicate<Requests> which,
            ToDoubleFunction<Requests> pieces,
            ToDoubleFunction<Map<String, Double>> seconds) {
        double used = 0;
        double count = 0;
        for (Requests requests : one.asked()) {
            if (which.test(requests)) {
                used += seconds.applyAsDouble(requests.servers());
                count += pieces.applyAsDouble(requests);
            }
        }
        return count == 0 ? 0 : used * 1e6 / count;
    }

    private static ToDoubleFunction<Map<String, Double>> database(StackService service) {
        return seconds -> seconds.getOrDefault(SESSIONS + service.database(), 0.0)
                + seconds.getOrDefault(HOUSEKEEPING, 0.0) / StackService.values().length;
    }

    private static double broker(Map<String, Double> seconds) {
        return seconds.getOrDefault(BROKER, 0.0);
    }
}
