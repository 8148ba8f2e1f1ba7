package dev.trunkline.platform.problem;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What a failure of the database means for the caller, wherever in the chain of causes it hides. */
@ApplicationScoped
public class DatabaseProblems {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03");
    /** Values that JSON can carry and PostgreSQL cannot keep: NUL in a text, dates beyond its range. */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05", "22007", "22008");

    /** Connection exceptions are class 08; the server going down, starting or full are these. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300", "57014");

    private final Map<String, ConstraintProblem> byConstraint;

    DatabaseProblems(@All List<ConstraintProblem> constraintProblems) {
        byConstraint = constraintProblems.stream()
                .collect(Collectors.toMap(ConstraintProblem::constraint, Function.identity()));
    }

    /** The problem behind a failure; empty when the database has no part in it or the fault is ours. */
    public Optional<ProblemException> find(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> causes = new ArrayDeque<>(List.of(failure));
        boolean committing = false;
        while (!causes.isEmpty()) {
            Throwable cause = causes.remove();
            if (!seen.add(cause)) {
                continue;
            }
            committing |= cause instanceof RollbackException;
            ProblemException problem = ofOne(cause);
            if (problem != null) {
                boolean away = problem.type() == PlatformProblem.UNAVAILABLE;
                return Optional.of(committing && away ? perhapsCommitted() : problem);
            }
            if (cause.getCause() != null) {
                causes.add(cause.getCause());
            }
            // What a resource said to the commit, the transaction manager only attaches.
            causes.addAll(Arrays.asList(cause.getSuppressed()));
        }
        return Optional.empty();
    }

    /** The connection was lost between the commit and its answer: only the database knows. */
    private static ProblemException perhapsCommitted() {
        return new ProblemException(
                        PlatformProblem.UNAVAILABLE,
                        "Perhaps it was done, perhaps not. Send the request again in a few seconds with the same"
                                + " Idempotency-Key, then it is done once; without one, read the present state first.")
                .withHeader("Retry-After", "2");
    }

    private @Nullable ProblemException ofOne(Throwable cause) {
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        if (cause instanceof OptimisticLockException
                || cause instanceof PessimisticLockException
                || cause instanceof StaleStateException) {
            return collision();
        }
        return cause instanceof SQLException sql ? ofSql(sql) : null;
    }

    private @Nullable ProblemException ofSql(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("23")) {
            return ofConstraint(state, constraintOf(sql));
        }
        if (COLLISIONS.contains(state)) {
            return collision();
        }
        if (UNSTORABLE.contains(state)) {
            return new ProblemException(
                    PlatformProblem.VALIDATION_FAILED,
                    "A text contains the character NUL, or a date lies outside what can be kept: correct it and send the request again.");
        }
        if (isAway(sql, state)) {
            return new ProblemException(
                            PlatformProblem.UNAVAILABLE,
                            "Nothing was changed; send the request again in a few seconds.")
                    .withHeader("Retry-After", "2");
        }
        return null;
    }

    /** A violated constraint that nobody mapped is a collision when it is about uniqueness, and else a fault of ours. */
    private @Nullable ProblemException ofConstraint(String state, @Nullable String constraint) {
        ConstraintProblem known = constraint == null ? null : byConstraint.get(constraint);
        if (known != null) {
            return known.problem();
        }
        if (state.equals(UNIQUE_VIOLATION)) {
            return new ProblemException(
                    PlatformProblem.CONFLICT, "It exists already. Read the present state and decide anew.");
        }
        return null;
    }

    private static ProblemException collision() {
        return new ProblemException(
                PlatformProblem.CONFLICT,
                "Another request changed the same at the same time. Read the present state and send the request again.");
    }

    private static boolean isAway(SQLException sql, String state) {
        return state.startsWith("08")
                || AWAY.contains(state)
                || sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || isAcquisitionTimeout(sql);
    }

    /** The pool gives a bare SQLException when no connection came free in time. */
    private static boolean isAcquisitionTimeout(SQLException sql) {
        return sql.getSQLState() == null
                && sql.getMessage() != null
                && sql.getMessage().contains("acquisition timeout");
    }

    private static @Nullable String constraintOf(SQLException sql) {
        return sql instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? postgres.getServerErrorMessage().getConstraint()
                : null;
    }
}
