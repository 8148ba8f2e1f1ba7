package dev.trunkline.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs out of the archive on the class path, unpacked once per archive into a cache that all processes of
 * this user share. The directory's name is the archive's hash and it appears by one rename, so it is whole or not there.
 */
final class PostgresBinaries {
    private static final Set<PosixFilePermission> READABLE_BY_ALL = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    static PostgresBinaries unpacked() {
        return Holder.INSTANCE;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static PostgresBinaries unpack() {
        String archive = archiveName();
        try {
            Path home = cacheDirectory().resolve("postgres-" + digest(archive));
            if (!Files.isDirectory(home)) {
                unpackTo(home, archive);
            }
            return new PostgresBinaries(home);
        } catch (IOException failed) {
            throw new EmbeddedServerException("PostgreSQL could not be unpacked: " + failed.getMessage(), failed);
        }
    }

    private static void unpackTo(Path home, String archive) throws IOException {
        Path parent = home.toAbsolutePath().getParent();
        Path unfinished = Files.createTempDirectory(parent, "unpacking-");
        try {
            Files.setPosixFilePermissions(unfinished, READABLE_BY_ALL);
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, unfinished);
                }
            }
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failed) {
            // Another process was faster: its copy is as good as ours.
            if (!Files.isDirectory(home)) {
                throw failed;
            }
        } finally {
            TemporaryDirectories.delete(unfinished);
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive holds a path outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            try (OutputStream file = Files.newOutputStream(target)) {
                tar.transferTo(file);
            }
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, executable ? READABLE_BY_ALL : PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static String digest(String archive) throws IOException {
        try (DigestInputStream input = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            input.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(input.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream open(String archive) throws IOException {
        InputStream input = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (input == null) {
            throw new IOException("there is no " + archive + " on the class path");
        }
        return input;
    }

    /** Root's programs have to be readable for the ordinary user that PostgreSQL runs as, so they are not under {@code /root}. */
    private static Path cacheDirectory() throws IOException {
        Path preferred;
        String configured = System.getenv("XDG_CACHE_HOME");
        if (PostgresAccount.isRoot()) {
            preferred = Path.of("/var/cache/trunkline");
        } else if (configured != null && !configured.isBlank()) {
            preferred = Path.of(configured, "trunkline");
        } else {
            preferred = Path.of(System.getProperty("user.home"), ".cache", "trunkline");
        }
        try {
            Files.createDirectories(preferred);
            if (Files.isWritable(preferred)) {
                return preferred;
            }
        } catch (IOException readOnlyHome) {
            // The temporary directory below is the fallback.
        }
        Path fallback = Path.of(System.getProperty("java.io.tmpdir"), "trunkline-" + System.getProperty("user.name"));
        Files.createDirectories(fallback);
        if (!Files.isWritable(fallback)) {
            throw new IOException("neither " + preferred + " nor " + fallback + " can be written");
        }
        return fallback;
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        if (system.contains("linux")) {
            return "postgres-linux-" + (arm ? "arm_64" : "x86_64") + ".txz";
        }
        if (system.contains("mac")) {
            return "postgres-darwin-" + (arm ? "arm_64" : "x86_64") + ".txz";
        }
        throw new EmbeddedServerException("There is no embedded PostgreSQL for " + system + " on " + machine + ".");
    }

    private static final class Holder {
        private static final PostgresBinaries INSTANCE = unpack();
    }
}
