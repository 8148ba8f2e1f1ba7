package dev.trunkline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs: it refuses to run as root. An ordinary user's server is simply theirs. Root sheds its powers in a
 * user namespace where that is allowed, else becomes the user {@code nobody}, to whom the data then belongs.
 *
 * @param prefix goes before every PostgreSQL command
 * @param owner user id of the data, or {@link #UNCHANGED}
 */
record PostgresAccount(List<String> prefix, int owner) {
    private static final int UNCHANGED = -1;
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final boolean RUN_BY_ROOT =
            Commands.run(List.of("id", "-u")).output().trim().equals("0");

    private static final List<PostgresAccount> FOR_ROOT = List.of(
            new PostgresAccount(List.of("unshare", "-U", "--"), ROOT),
            new PostgresAccount(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"), NOBODY),
            new PostgresAccount(List.of("runuser", "-u", "nobody", "--"), NOBODY));

    static boolean isRoot() {
        return RUN_BY_ROOT;
    }

    /** The first that can both run {@code program} and write {@code directory}; the directory then belongs to it. */
    static PostgresAccount ownerOf(Path directory, Path program) {
        if (!RUN_BY_ROOT) {
            if (!Files.isWritable(directory)) {
                throw new EmbeddedServerException(
                        directory + " belongs to another user; delete it as that user, or run as that user.");
            }
            return new PostgresAccount(List.of(), UNCHANGED);
        }
        for (PostgresAccount account : FOR_ROOT) {
            if (account.canRun(program) && account.takes(directory)) {
                return account;
            }
        }
        throw new EmbeddedServerException(
                "PostgreSQL does not run as root, and neither unshare -U nor setpriv nor runuser"
                        + " could start it for " + directory + " as another user; run as an ordinary user.");
    }

    List<String> command(List<String> command) {
        return Commands.prefixed(prefix, command);
    }

    private boolean canRun(Path program) {
        return Commands.run(command(List.of(program.toString(), "--version"))).succeeded();
    }

    private boolean takes(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                if (!Integer.valueOf(owner).equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
                    Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The owner of " + directory + " could not be changed", failed);
        }
        return Commands.run(command(List.of("test", "-w", directory.toString())))
                .succeeded();
    }
}
