package dev.trunkline.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;

/** For code that reads JSON of a request itself: the same problems as for bodies that the framework reads. */
public final class JsonReading {

    private JsonReading() {}

    public static ProblemException problemOf(JsonProcessingException failure) {
        return JsonProblems.of(failure);
    }
}
