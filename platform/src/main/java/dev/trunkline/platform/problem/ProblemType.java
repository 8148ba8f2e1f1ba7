package dev.trunkline.platform.problem;

/** A kind of problem; each feature has an enum of its own. */
public interface ProblemType {

    /** The stable code, in kebab case; the problem's {@code type} URI ends in it. */
    String slug();

    /** HTTP status. */
    int status();

    /** A short sentence, the same for every occurrence. */
    String title();
}
