package dev.trunkline.platform.notes;

import dev.trunkline.platform.problem.ConstraintProblem;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class NoteTitleTaken implements ConstraintProblem {

    enum NoteProblem implements ProblemType {
        TITLE_TAKEN;

        @Override
        public String slug() {
            return "title-taken";
        }

        @Override
        public int status() {
            return 409;
        }

        @Override
        public String title() {
            return "There is a note of this title";
        }
    }

    @Override
    public String constraint() {
        return "note_title_unique";
    }

    @Override
    public ProblemException problem() {
        return new ProblemException(NoteProblem.TITLE_TAKEN, "Choose another title.");
    }
}
