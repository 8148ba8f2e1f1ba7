package dev.trunkline.number.release;

import io.quarkus.arc.Arc;
import java.sql.SQLException;

/** Lets what is due happen now, for tests that let time go on. */
public final class DueReleases {

    private DueReleases() {}

    public static void happen() {
        try {
            Arc.container().instance(DueReleasesJob.class).get().run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
