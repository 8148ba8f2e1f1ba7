package dev.trunkline.benchmark;

import dev.trunkline.benchmark.ScalingRequests.Kind;
import dev.trunkline.local.StackService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * So many replicas of each service under the work.
 *
 * @param differences between the databases afterwards, and what was set aside
 * @param shares of each replica, at the end of the round
 */
record ScalingRound(
        int replicas,
        Uploaded uploaded,
        List<Requests> asked,
        List<Sharing.Group> groups,
        List<String> differences,
        Map<String, ReplicaShare> shares) {

    /**
     * Everybody's upload at once.
     *
     * @param once how many numbers are held, with a history of one step
     * @param seconds until each operator reads its upload as completed
     * @param servers seconds of processor time of PostgreSQL and the broker
     */
    record Uploaded(
            int numbers, long once, double seconds, Map<String, ReplicaShare> shares, Map<String, Double> servers) {

        double perSecond() {
            return numbers / seconds;
        }
    }

    /** One kind of request, again and again; until what was told of them was applied. */
    record Requests(
            Kind kind, int count, double perSecond, Map<String, ReplicaShare> shares, Map<String, Double> servers) {

        boolean isOf(StackService service, boolean changes) {
            return kind.service() == service && kind.changes() == changes;
        }

        /** Whether a service is told by others of each of them. */
        boolean tells(StackService service) {
            return kind.changes() && kind.service() != service && appliedBy(service) >= count;
        }

        /** Seconds of processor time that whoever is asked has used for a thousand. */
        double secondsForThousand() {
            return seconds(shares.values(), of(kind.service())) * 1000 / count;
        }

        long appliedBy(StackService service) {
            return applied(of(service));
        }

        /** Events that the others applied. */
        long appliedByOthers() {
            return applied(of(kind.service()).negate());
        }

        /** Seconds that the others used for a thousand events. */
        double secondsForThousandEvents() {
            return seconds(shares.values(), of(kind.service()).negate()) * 1000 / appliedByOthers();
        }

        private long applied(Predicate<ReplicaShare> whose) {
            return shares.values().stream()
                    .filter(whose)
                    .mapToLong(ReplicaShare::applied)
                    .sum();
        }
    }

    boolean everyPartitionIsOwned() {
        return groups.stream().allMatch(group -> group.isComplete(replicas));
    }

    boolean everyReplicaHadItsShare() {
        return shares.values().stream().allMatch(share -> share.applied() > 0 && share.relayed() > 0);
    }

    double perSecond(boolean changes) {
        return asked.stream()
                .filter(requests -> requests.kind().changes() == changes)
                .mapToDouble(Requests::perSecond)
                .average()
                .orElseThrow();
    }

    double requestMicros(StackService service, boolean changes) {
        return asked.stream()
                .filter(requests -> requests.isOf(service, changes))
                .mapToDouble(requests -> requests.secondsForThousand() * 1000)
                .average()
                .orElseThrow();
    }

    double eventMicros(StackService service) {
        List<Requests> told =
                asked.stream().filter(requests -> requests.tells(service)).toList();
        long events =
                told.stream().mapToLong(requests -> requests.appliedBy(service)).sum();
        double seconds = told.stream()
                .mapToDouble(requests -> seconds(requests.shares().values(), of(service)))
                .sum();
        return events == 0 ? 0 : seconds * 1e6 / events;
    }

    double numberMicros(StackService service) {
        return seconds(uploaded.shares().values(), of(service)) * 1e6 / uploaded.numbers();
    }

    long residentMib(StackService service) {
        return shares.values().stream()
                .filter(of(service))
                .mapToLong(ReplicaShare::residentMib)
                .max()
                .orElse(0);
    }

    private static Predicate<ReplicaShare> of(StackService service) {
        return share -> share.service() == service;
    }

    private static double seconds(Collection<ReplicaShare> shares, Predicate<ReplicaShare> whose) {
        return shares.stream()
                .filter(whose)
                .mapToDouble(ReplicaShare::processorSeconds)
                .sum();
    }
}
