package dev.trunkline.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import jakarta.transaction.RollbackException;
import java.util.List;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class DatabaseProblemsTest {

    private final DatabaseProblems problems = new DatabaseProblems(List.of());

    @Test
    void promisesThatNothingWasChangedWhereTheDatabaseWentAwayBeforeTheCommit() {
        ProblemException problem =
                problems.find(new IllegalStateException(connectionLost())).orElseThrow();

        assertThat(problem.type()).isEqualTo(PlatformProblem.UNAVAILABLE);
        assertThat(problem).hasMessageContaining("Nothing was changed");
    }

    @Test
    void promisesNothingWhereItWentAwayDuringTheCommit() {
        XAException commit = new XAException(XAException.XA_RBROLLBACK);
        commit.initCause(connectionLost());
        RollbackException rollback = new RollbackException("Could not commit transaction.");
        rollback.addSuppressed(commit);

        ProblemException problem =
                problems.find(new ArcUndeclaredThrowableException(rollback)).orElseThrow();

        assertThat(problem.type()).isEqualTo(PlatformProblem.UNAVAILABLE);
        assertThat(problem).hasMessageContaining("Idempotency-Key").hasMessageNotContaining("Nothing was changed");
    }

    @Test
    void leavesToOthersWhatTheDatabaseHasNoPartIn() {
        RollbackException rollback = new RollbackException("Could not commit transaction.");
        rollback.addSuppressed(new IllegalStateException("ours"));

        assertThat(problems.find(rollback)).isEmpty();
    }

    private static PSQLException connectionLost() {
        return new PSQLException("This connection has been closed.", PSQLState.CONNECTION_DOES_NOT_EXIST);
    }
}
