// SPDX-License-Identifier: Apache-2.0
// Private keys on the disk.
package io.eightfold.whois8.store;

import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.SigningKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Key files {@code NAME.key} in a directory that only its owner may enter. A file that others may read is refused: what it signs would prove nothing.
 * <p>Thread: any; writers one at a time.
 */
public final class KeyFiles {
    static final String DIRECTORY = "keys";
    private static final String SUFFIX = ".key";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int MAX_FILE_BYTES = 4096;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_EXECUTE));
    private final Path directory;

    /** @param authority the authority's directory; made when it is not there, for its owner only */
    public KeyFiles(final Path authority) throws StoreException {
        directory = authority.resolve(DIRECTORY);
        makePrivate(directory);
    }

    /** Makes a directory that only its owner may enter; leaves one that exists as it is. */
    static void makePrivate(final Path directory) throws StoreException {
        try {
            if (!Files.isDirectory(directory)) {
                if (directory.toAbsolutePath().getParent() != null) {
                    Files.createDirectories(directory.toAbsolutePath().getParent());
                }
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (final IOException e) {
            throw new StoreException("directory " + directory + " cannot be made: " + e + "; check the owner of the one above", e);
        }
    }

    /** The file of a key, for messages. */
    public Path file(final String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("key name '" + name + "' is not 1 to 64 of a-z, 0-9 and '-'");
        }
        return directory.resolve(name + SUFFIX);
    }

    /** A key; empty when there is no such file. */
    public Optional<SigningKey> read(final String name) throws StoreException {
        final Path file = file(name);
        try {
            return Optional.of(SigningKey.ofPem(text(file)));
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        } catch (final IOException | FormatException e) {
            throw new StoreException("private key " + file + " cannot be read: " + e + "; restore it from a backup", e);
        }
    }

    /** A key's file as it is. */
    String pem(final String name) throws StoreException {
        try {
            return text(file(name));
        } catch (final IOException e) {
            throw new StoreException("private key " + file(name) + " cannot be read: " + e + "; restore it from a backup", e);
        }
    }

    private static String text(final Path file) throws IOException, StoreException {
        final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new StoreException("private key " + file + " is open to others (" + PosixFilePermissions.toString(permissions)
                + "); chmod 600 it, and rotate the key if anybody may have read it");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("file of " + Files.size(file) + " bytes > MAX_FILE_BYTES=" + MAX_FILE_BYTES);
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    /** Writes a key so that it is on the disk, whole, when this returns. */
    public void write(final String name, final SigningKey key) throws StoreException {
        write(name, key.pem());
    }

    void write(final String name, final String pem) throws StoreException {
        final Path file = file(name);
        final Path fresh = directory.resolve(name + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.US_ASCII.encode(pem));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
                parent.force(true);
            }
        } catch (final IOException e) {
            throw new StoreException("private key " + file + " cannot be written: " + e + "; check the space and the owner of the directory", e);
        }
    }

    /** Names of all keys, in order. */
    public List<String> names() throws StoreException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SUFFIX)).map(name -> name.substring(0, name.length() - SUFFIX.length())).sorted().toList();
        } catch (final IOException e) {
            throw new StoreException("directory " + directory + " cannot be read: " + e + "; check its owner", e);
        }
    }
}
