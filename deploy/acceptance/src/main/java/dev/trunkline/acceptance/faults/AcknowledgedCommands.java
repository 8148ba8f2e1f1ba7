package dev.trunkline.acceptance.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Each command on a number took effect as its client was told: done exactly once, or refused and not at all.
 *
 * <p>A command that asks for what is so already is done without a change; then the history must show that it was so meanwhile.
 */
final class AcknowledgedCommands implements Check {

    private static final Map<String, String> ACTIONS = Map.of(
            "assign", "assigned",
            "unassign", "unassigned",
            "release", "releaseRequested",
            "withdraw-release", "releaseWithdrawn");

    /** What a row of bulk work does. */
    private static final Map<String, String> ACTIONS_OF_ROWS = Map.of(
            "assignments", "assigned",
            "unassignments", "unassigned",
            "releases", "releaseRequested",
            "emergency-locations", "emergencyLocationChanged");

    private static final String OPERATIONS =
            "select operation_id, correlation_id from operation where tenant_id = any(:tenants)";

    private static final String ROWS =
            """
            select o.correlation_id, r.number, r.status from operation_row r join operation o using (operation_id)
             where o.tenant_id = any(:tenants) and r.number is not null
            """;

    private static final String HISTORY =
            """
            select tenant_id, number, action, correlation_id, after::text as after,
                   extract(epoch from lower(during)) as begin, extract(epoch from upper(during)) as "end"
              from number_history where tenant_id = any(:tenants)
            """;

    @Override
    public String name() {
        return "each answered command took effect once, each refused one not at all";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<Map<String, @Nullable String>> history = evidence.rows(StackService.NUMBER, HISTORY);
        Map<String, List<Map<String, @Nullable String>>> caused = history.stream()
                .filter(entry -> entry.get("correlation_id") != null)
                .collect(groupingBy(entry -> Objects.requireNonNull(entry.get("correlation_id"))));
        List<String> violations = new ArrayList<>();
        operations(evidence, caused, violations);
        for (Outcome outcome : evidence.outcomes()) {
            Command command = outcome.command();
            if (!outcome.isDone() && !outcome.isRefused()) {
                violations.add("nobody answered " + command.kind() + " " + command.id() + " but with "
                        + outcome.status() + ", " + outcome.tries() + " times");
            }
            String action = ACTIONS.get(command.kind());
            if (action == null || command.telephoneNumber() == null) {
                continue;
            }
            long effects = caused.getOrDefault(command.id(), List.of()).stream()
                    .filter(entry -> action.equals(entry.get("action")))
                    .count();
            if (effects > 1 || (outcome.isRefused() && effects > 0)) {
                violations.add(command.kind() + " of " + command.telephoneNumber() + " was answered " + outcome.status()
                        + " and took effect " + effects + " times: " + command.id());
            } else if (outcome.isDone() && effects == 0 && !wasSoAlready(outcome, history, evidence.time())) {
                violations.add(command.kind() + " of " + command.telephoneNumber() + " was answered " + outcome.status()
                        + " and took no effect: " + command.id());
            }
        }
        return violations;
    }

    /** Bulk work that was taken is there once, and a row that failed has changed nothing. */
    private static void operations(
            Evidence evidence, Map<String, List<Map<String, @Nullable String>>> caused, List<String> violations) {
        Map<String, Long> taken = evidence.rows(StackService.NUMBER, OPERATIONS).stream()
                .collect(groupingBy(row -> String.valueOf(row.get("correlation_id")), counting()));
        Map<String, List<Map<String, @Nullable String>>> rows = evidence.rows(StackService.NUMBER, ROWS).stream()
                .collect(groupingBy(row -> String.valueOf(row.get("correlation_id"))));
        for (Outcome outcome : evidence.outcomes()) {
            Command command = outcome.command();
            String action = ACTIONS_OF_ROWS.get(command.kind());
            if (action == null) {
                continue;
            }
            long times = taken.getOrDefault(command.id(), 0L);
            if (times > 1 || (outcome.isDone() && times == 0) || (outcome.isRefused() && times > 0)) {
                violations.add(command.kind() + " was answered " + outcome.status() + " and is there " + times
                        + " times: " + command.id());
            }
            for (Map<String, @Nullable String> row : rows.getOrDefault(command.id(), List.of())) {
                long effects = caused.getOrDefault(command.id(), List.of()).stream()
                        .filter(entry -> action.equals(entry.get("action"))
                                && Objects.equals(entry.get("number"), row.get("number")))
                        .count();
                if (effects > 1 || (effects > 0 && !"succeeded".equals(row.get("status")))) {
                    violations.add("the row of " + row.get("number") + " in " + command.kind() + " " + command.id()
                            + " " + row.get("status") + " and took effect " + effects + " times");
                }
            }
        }
    }

    private static boolean wasSoAlready(
            Outcome outcome, List<Map<String, @Nullable String>> history, BusinessTime time) {
        String number =
                Objects.requireNonNull(outcome.command().telephoneNumber()).substring(1);
        return history.stream()
                .filter(entry -> number.equals(entry.get("number")))
                .filter(entry -> outcome.command().path().contains(String.valueOf(entry.get("tenant_id"))))
                .filter(entry -> seconds(entry.get("begin"), 0) <= seconds(time.latest(outcome.answered()))
                        && seconds(entry.get("end"), Double.MAX_VALUE) >= seconds(time.earliest(outcome.firstTry())))
                .anyMatch(entry -> isWanted(outcome.command(), String.valueOf(entry.get("after"))));
    }

    private static boolean isWanted(Command command, String after) {
        JsonNode state = Evidence.parse(after.getBytes(StandardCharsets.UTF_8));
        return switch (command.kind()) {
            case "assign" ->
                command.body() instanceof Map<?, ?> body
                        && state.path("assignmentTargetId").asText().equals(String.valueOf(body.get("targetId")));
            case "unassign" -> state.path("assignmentStatus").asText().equals("unassigned");
            case "release" -> state.path("releaseStatus").asText().equals("releaseRequested");
            default -> state.path("releaseStatus").isMissingNode();
        };
    }

    private static double seconds(@Nullable String epoch, double none) {
        return epoch == null ? none : Double.parseDouble(epoch);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
