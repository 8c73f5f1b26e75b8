// SPDX-License-Identifier: Apache-2.0
// The grid: what works with whom.
package io.eightfold.lab.interop;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.lab.report.Columns;
import io.eightfold.lab.report.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cells by row and column, with footnotes. Thread: session. */
final class Grid {
    private static final String NOT_REACHED = "-";
    private final Map<Row, Map<Column, Cell>> cells = new LinkedHashMap<>();
    private final Map<Row, String> versions = new LinkedHashMap<>();

    /** A row is there from its begin, so that one that breaks off shows. */
    void begin(Row row, String version) {
        cells.put(row, new EnumMap<>(Column.class));
        versions.put(row, version);
    }

    void put(Row row, Column column, Cell cell) {
        cells.get(row).put(column, cell);
    }

    /** What fails in a row. */
    List<String> problems(Row row) {
        return cells.get(row).entrySet().stream().filter(entry -> entry.getValue().verdict() == Verdict.FAIL)
            .map(entry -> entry.getKey().label() + ": " + entry.getValue().detail()).toList();
    }

    long count(Row row, Verdict verdict) {
        return cells.get(row).values().stream().filter(cell -> cell.verdict() == verdict).count();
    }

    /** A line a row, and the footnotes below. */
    String text() {
        List<String> notes = new ArrayList<>();
        Columns table = new Columns(Stream.concat(Stream.of("Neighbor", "Carrier"), Stream.of(Column.values()).map(Column::label)).toArray(String[]::new));
        cells.forEach((row, found) -> table.row(Stream.concat(Stream.of(versions.get(row), row.carrier().word()),
            Stream.of(Column.values()).map(column -> word(found.get(column), notes))).toArray()));
        StringBuilder out = new StringBuilder(table.toString());
        IntStream.range(0, notes.size()).forEach(i -> out.append("  [").append(i + 1).append("] ").append(notes.get(i)).append('\n'));
        return out.toString();
    }

    private static String word(Cell cell, List<String> notes) {
        if (cell == null) {
            return NOT_REACHED;
        }
        if (cell.note() == null) {
            return cell.word();
        }
        if (!notes.contains(cell.note())) {
            notes.add(cell.note());
        }
        return cell.word() + " [" + (notes.indexOf(cell.note()) + 1) + "]";
    }

    /** {@code [{"row", "daemon", "version", "carrier", "cells": {"announce": {"result", "detail", "note"}}}]}. */
    JsonArray json() {
        JsonArray rows = new JsonArray();
        cells.forEach((row, found) -> {
            JsonObject json = new JsonObject();
            json.addProperty("row", row.name());
            json.addProperty("daemon", row.kind().label());
            json.addProperty("version", versions.get(row));
            json.addProperty("carrier", row.carrier().word());
            JsonObject columns = new JsonObject();
            found.forEach((column, cell) -> columns.add(column.key(), json(cell)));
            json.add("cells", columns);
            rows.add(json);
        });
        return rows;
    }

    private static JsonObject json(Cell cell) {
        JsonObject json = new JsonObject();
        json.addProperty("result", cell.verdict() == Verdict.SKIP ? "n/a" : cell.verdict() == Verdict.PASS ? "pass" : "fail");
        json.addProperty("detail", cell.detail());
        json.addProperty("note", cell.note());
        return json;
    }
}
