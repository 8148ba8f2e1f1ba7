package dev.trunkline.acceptance.faults;

import dev.trunkline.contracts.event.Participant;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Waits until the system has nothing left to do: every event sent, every event taken in, every piece of work ended. */
final class Settlement {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** Work that goes on without an event to be seen. */
    private record Waiting(StackService service, String sql, String what) {}

    private static final List<Waiting> WAITING = List.of(
            new Waiting(
                    StackService.OPERATOR,
                    """
                    select count(*) as n from uploads where operator_id = any(:operators)
                       and status not in ('completed', 'completedWithErrors', 'failed')
                    """,
                    " uploads are under way"),
            new Waiting(
                    StackService.TENANT,
                    "select count(*) as n from enablement_removal where tenant_id = any(:tenants) and status = 'pending'",
                    " removals are undecided"),
            new Waiting(
                    StackService.NUMBER,
                    "select count(*) as n from operation where tenant_id = any(:tenants) and status = 'running'",
                    " operations are under way"),
            new Waiting(
                    StackService.NUMBER,
                    """
                    select count(*) as n from phone_number where tenant_id = any(:tenants)
                       and release_status = 'quarantined' and quarantined_until <= business_now()
                    """,
                    " quarantines are over and have not ended"),
            new Waiting(
                    StackService.OPERATOR,
                    "select count(*) as n from feed_entries where operator_id = any(:operators) and position is null",
                    " entries of feeds have no number"),
            new Waiting(
                    StackService.OPERATOR,
                    """
                    select (select count(*) from webhook_deliveries
                             where operator_id = any(:operators) and status = 'pending')
                         + (select count(*) from webhooks w join feed_counters c on c.operator_id = w.operator_id
                             where w.operator_id = any(:operators) and w.position < c.last) as n
                    """,
                    " entries of feeds have not reached their webhooks"));

    private final LocalStack stack;
    private final Parties parties;
    private final Databases databases;
    private final Map<String, Long> waitedNanos = new HashMap<>();

    Settlement(LocalStack stack, Parties parties) {
        this.stack = stack;
        this.parties = parties;
        this.databases = new Databases(stack);
    }

    /** What is still under way when patience ends; empty when all came to rest. */
    String await() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String busy = busy();
        int calm = 0;
        // Twice in a row: between two looks an event may have caused another.
        while (calm < 2 && System.nanoTime() < end) {
            long begin = System.nanoTime();
            String before = busy;
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            busy = busy();
            calm = busy.isEmpty() ? calm + 1 : 0;
            waitedNanos.merge(DIGITS.matcher(before).replaceAll("n"), System.nanoTime() - begin, Long::sum);
        }
        return busy;
    }

    /** What it waited for longest, in all. */
    String longestWait() {
        return waitedNanos.entrySet().stream()
                .filter(wait -> !wait.getKey().isEmpty())
                .max(Map.Entry.comparingByValue())
                .map(wait -> TimeUnit.NANOSECONDS.toSeconds(wait.getValue()) + " s: " + wait.getKey())
                .orElse("");
    }

    private String busy() {
        for (StackService service : StackService.values()) {
            long waiting = count(service, "select count(*) as n from outbox");
            if (waiting > 0) {
                return waiting + " events wait in the outbox of " + service;
            }
        }
        Map<String, Long> ends = Topics.of(stack).ends();
        for (StackService service : StackService.values()) {
            String behind = behind(service, ends);
            if (!behind.isEmpty()) {
                return behind;
            }
        }
        for (Waiting each : WAITING) {
            long waiting = count(each.service(), each.sql());
            if (waiting > 0) {
                return waiting + each.what();
            }
        }
        return "";
    }

    /** Where a service has not yet taken in all that the topics had; empty when it has. */
    String behind(StackService service, Map<String, Long> ends) {
        Set<String> taken = participant(service).receives().stream()
                .map(type -> type.topic().topicName())
                .collect(Collectors.toSet());
        Map<String, Long> positions = databases
                .query(service, "select topic || '-' || partition as at, next_offset from inbox_position", parties)
                .stream()
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("at")),
                        row -> Long.parseLong(String.valueOf(row.get("next_offset"))),
                        Math::max));
        for (Map.Entry<String, Long> end : ends.entrySet()) {
            String topic = end.getKey().substring(0, end.getKey().lastIndexOf('-'));
            long position = positions.getOrDefault(end.getKey(), 0L);
            if (taken.contains(topic) && position < end.getValue()) {
                return service + " is at " + position + " of " + end.getValue() + " in " + end.getKey();
            }
        }
        return "";
    }

    private long count(StackService service, String sql) {
        return Long.parseLong(
                String.valueOf(databases.query(service, sql, parties).get(0).get("n")));
    }

    private static Participant participant(StackService service) {
        return switch (service) {
            case OPERATOR -> Participant.OPERATOR_SERVICE;
            case TENANT -> Participant.TENANT_SERVICE;
            case NUMBER -> Participant.NUMBER_SERVICE;
        };
    }
}
