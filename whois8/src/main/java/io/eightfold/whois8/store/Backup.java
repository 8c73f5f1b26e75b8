// SPDX-License-Identifier: Apache-2.0
// The whole authority in one file.
package io.eightfold.whois8.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file with {@code backup.json} (format, schema version, time), the rows of each table as lines of JSON, and the private keys. It is taken while the registry serves: all rows
 * are those of one moment. The same for both databases, so it also moves an authority from one to the other.
 *
 * <p>Its file is readable by its owner only, for what it holds can sign. Thread: any.
 */
public final class Backup {
    private static final int FORMAT = 1;
    private static final String ABOUT = "backup.json";
    private static final String KEYS = "keys/";
    private static final String LINES = ".jsonl";
    private static final int FETCH = 1_000;
    private static final int BATCH = 1_000;
    private static final int MAX_KEY_BYTES = 4096;
    /** In the order in which rows refer to each other. */
    private static final List<String> TABLES = List.of("data_set", "key_list", "asn_record", "route_record", "delta", "audit", "api_token");
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** What was written or read. */
    public record Result(Path file, long rows, long bytes) {
    }

    private Backup() {
    }

    /**
     * Writes a backup.
     *
     * @param file must not exist; it does not when this fails
     */
    public static Result write(final RegistryStore store, final Path file, final long nowS) throws StoreException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (final FileAlreadyExistsException e) {
            throw new StoreException("backup " + file + " exists; choose another name", e);
        } catch (final IOException e) {
            throw new StoreException("backup " + file + " cannot be written: " + e + "; check the directory", e);
        }
        try {
            final long rows = fill(store, file, nowS);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return new Result(file, rows, Files.size(file));
        } catch (final IOException | StoreException e) {
            discard(file, e);
            throw e instanceof StoreException known ? known : new StoreException("backup " + file + " cannot be written: " + e + "; check the space on its disk", e);
        }
    }

    private static void discard(final Path file, final Exception cause) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static long fill(final RegistryStore store, final Path file, final long nowS) throws IOException, StoreException {
        try (OutputStream stream = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(stream)) {
            final JsonObject about = new JsonObject();
            about.addProperty("format", FORMAT);
            about.addProperty("schemaVersion", Migrations.newest());
            about.addProperty("takenAtS", nowS);
            entry(zip, ABOUT, about + "\n");
            final long rows = store.snapshot("take a backup", connection -> tables(connection, zip));
            for (final String name : store.keyFiles().names()) {
                entry(zip, KEYS + name, store.keyFiles().pem(name));
            }
            return rows;
        }
    }

    private static void entry(final ZipOutputStream zip, final String name, final String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static long tables(final Connection connection, final ZipOutputStream zip) throws SQLException, StoreException {
        try {
            long rows = 0;
            for (final String table : TABLES) {
                zip.putNextEntry(new ZipEntry(table + LINES));
                final Writer to = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
                rows += table(connection, table, to);
                to.flush();
                zip.closeEntry();
            }
            return rows;
        } catch (final IOException e) {
            throw new StoreException("backup cannot be written: " + e + "; check the space on its disk", e);
        }
    }

    private static long table(final Connection connection, final String table, final Writer to) throws SQLException, IOException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
                final ResultSetMetaData columns = result.getMetaData();
                while (result.next()) {
                    to.write(GSON.toJson(row(result, columns)));
                    to.write('\n');
                    rows++;
                }
            }
        }
        return rows;
    }

    private static JsonObject row(final ResultSet result, final ResultSetMetaData columns) throws SQLException {
        final JsonObject row = new JsonObject();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.add(columns.getColumnName(i), value(result, i, columns.getColumnType(i)));
        }
        return row;
    }

    private static JsonElement value(final ResultSet result, final int column, final int type) throws SQLException {
        final JsonPrimitive value = switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> new JsonPrimitive(result.getLong(column));
            case Types.BLOB, Types.BINARY, Types.VARBINARY -> bytes(result.getBytes(column));
            default -> result.getString(column) == null ? null : new JsonPrimitive(result.getString(column));
        };
        return value == null || result.wasNull() ? JsonNull.INSTANCE : value;
    }

    private static JsonPrimitive bytes(final byte[] bytes) {
        return bytes == null ? null : new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Fills an empty directory, and an empty database when there is one, from a backup.
     *
     * @throws StoreException when either holds anything, or the file is none of this program's; no row was restored then
     */
    public static Result restore(final Path file, final StoreConfig config, final long nowS) throws StoreException {
        requireEmpty(config.directory());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            final int version = schemaVersion(zip, file);
            final long rows;
            try (RegistryStore store = RegistryStore.open(config, nowS, version)) {
                if (!store.sets().isEmpty()) {
                    throw new StoreException("database " + config.shown() + " holds data sets; restore into an empty one");
                }
                rows = store.transaction("restore " + file, connection -> insertAll(connection, zip, file));
                restoreKeys(zip, store.keyFiles());
            }
            // What is older than this program's tables becomes today's.
            RegistryStore.open(config, nowS).close();
            return new Result(file, rows, Files.size(file));
        } catch (final IOException | JsonParseException | IllegalStateException | NullPointerException e) {
            throw new StoreException("backup " + file + " cannot be read: " + e + "; use another one, into an empty directory", e);
        }
    }

    private static void requireEmpty(final Path directory) throws StoreException {
        try {
            if (Files.isDirectory(directory)) {
                try (var files = Files.list(directory)) {
                    if (files.findAny().isPresent()) {
                        throw new StoreException("directory " + directory + " is not empty; restore into a new one");
                    }
                }
            }
        } catch (final IOException e) {
            throw new StoreException("directory " + directory + " cannot be read: " + e + "; check its owner", e);
        }
    }

    private static int schemaVersion(final ZipFile zip, final Path file) throws IOException, StoreException {
        if (zip.getEntry(ABOUT) == null) {
            throw new StoreException("file " + file + " is no backup of a registry: it holds no " + ABOUT);
        }
        final JsonObject about = JsonParser.parseString(text(zip, ABOUT)).getAsJsonObject();
        final int format = about.get("format").getAsInt();
        final int version = about.get("schemaVersion").getAsInt();
        if (format != FORMAT || version < 1 || version > Migrations.newest()) {
            throw new StoreException("backup " + file + " has format=" + format + " schemaVersion=" + version + "; this program reads format " + FORMAT + " and versions 1 to "
                + Migrations.newest() + ", use a newer program");
        }
        return version;
    }

    private static String text(final ZipFile zip, final String entry) throws IOException {
        try (var in = zip.getInputStream(zip.getEntry(entry))) {
            return new String(in.readNBytes(MAX_KEY_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static void restoreKeys(final ZipFile zip, final KeyFiles to) throws IOException, StoreException {
        for (final ZipEntry entry : zip.stream().filter(entry -> entry.getName().startsWith(KEYS)).map(ZipEntry.class::cast).toList()) {
            to.write(entry.getName().substring(KEYS.length()), text(zip, entry.getName()));
        }
    }

    private static long insertAll(final Connection connection, final ZipFile zip, final Path file) throws SQLException, StoreException {
        try {
            long rows = 0;
            for (final String table : TABLES) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(zip.getInputStream(zip.getEntry(table + LINES)), StandardCharsets.UTF_8))) {
                    rows += insert(connection, table, lines);
                }
            }
            return rows;
        } catch (final IOException e) {
            throw new StoreException("backup " + file + " cannot be read: " + e + "; use another one", e);
        }
    }

    private static long insert(final Connection connection, final String table, final BufferedReader lines) throws SQLException, IOException {
        final List<Integer> types = new ArrayList<>();
        final List<String> names = columns(connection, table, types);
        final String sql = "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + "?, ".repeat(names.size() - 1) + "?)";
        long rows = 0;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                bind(insert, JsonParser.parseString(line).getAsJsonObject(), names, types);
                insert.addBatch();
                if (++rows % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return rows;
    }

    private static List<String> columns(final Connection connection, final String table, final List<Integer> types) throws SQLException {
        final List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            final ResultSetMetaData columns = result.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
                types.add(columns.getColumnType(i));
            }
        }
        return names;
    }

    private static void bind(final PreparedStatement insert, final JsonObject row, final List<String> names, final List<Integer> types) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            final JsonElement value = row.get(names.get(i));
            if (value == null || value.isJsonNull()) {
                insert.setNull(i + 1, types.get(i));
            } else {
                switch (types.get(i)) {
                    case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> insert.setLong(i + 1, value.getAsLong());
                    case Types.BLOB, Types.BINARY, Types.VARBINARY -> insert.setBytes(i + 1, Base64.getDecoder().decode(value.getAsString()));
                    default -> insert.setString(i + 1, value.getAsString());
                }
            }
        }
    }
}
