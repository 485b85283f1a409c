// Made from the service's OpenAPI document by `npm run page:client`.
export interface paths {
    "/v1/access-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asked the service for what; the oldest first where nothing else is asked
         * @description One record is of all requests of a second that are the same. A key that is limited to organizations is shown what concerns them.
         */
        get: {
            parameters: {
                query?: {
                    /** @description only requests from this address, all of it */
                    address?: string;
                    /** @description the `next` of the page before */
                    after?: number;
                    /** @description only from this day on (UTC) */
                    from?: string;
                    /** @description only requests with this key, by its id; `anonymous` = those without one that works */
                    key?: string;
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                    /** @description `newest` = what was recorded last comes first; absent = last */
                    order?: "newest";
                    /** @description only requests about this organization */
                    organizationId?: string;
                    /** @description only requests to this route, as a record has it: `/v1/organizations/:organizationId/standing` */
                    route?: string;
                    /** @description only before this day (exclusive, UTC) */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the records, and `next` where there are more */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next?: string;
                            records: {
                                address: string;
                                /**
                                 * Format: date-time
                                 * @example 2018-04-02T08:00:00.000Z
                                 */
                                at: string;
                                code?: string;
                                key: string;
                                method: string;
                                organizationId?: string;
                                query?: Record<string, never>;
                                route: string;
                                status: number;
                                times: number;
                            }[];
                        };
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was announced of standings, the oldest first; `after` is the last alert seen
         * @description With `order=newest` the first page says how many there are (`total`), and `next` is the `after` of the next page.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `true` = only what somebody has acknowledged, `false` = only what nobody has; absent = either */
                    acknowledged?: "true" | "false";
                    /** @description of facts: revisions above this one; of organizations: the `next` of the page before; of alerts: the id of the last one seen */
                    after?: string;
                    /** @description only what had been announced by the end of this business day; absent = all */
                    asOf?: string;
                    /** @description only what had been announced by then: an instant (RFC 3339), or, with `organizationId`, as long as a revision of its stream (digits) was the last; absent = all */
                    knownAt?: string;
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                    /** @description `newest` = what was taken in last comes first; absent = last */
                    order?: "newest";
                    /** @description the organization */
                    organizationId?: string;
                    /** @description only alerts of organizations with this part in their ids, whatever the case */
                    q?: string;
                    /** @description only facts or alerts of this type; absent = all, of alerts all that are about standings */
                    type?: "tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated" | "receiver.disabled";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page of alerts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alerts"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that an alert was seen; the first one to say so is kept */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description the alert */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Alert"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts as server-sent events: what came behind `Last-Event-ID`, or comes from now on
         * @description The id of an event is that of its alert. A comment comes every 15 seconds; the stream ends after 15 minutes, within seconds of its key working no more, or when the service stops.
         */
        get: {
            parameters: {
                query?: {
                    /** @description the organization */
                    organizationId?: string;
                    /** @description only facts or alerts of this type; absent = all, of alerts all that are about standings */
                    type?: "tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated" | "receiver.disabled";
                };
                header?: {
                    /** @description the id of the last alert seen */
                    "Last-Event-ID"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description an event for each alert, with its id and its type */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every calendar, without its path */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Calendars"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a calendar of coming lapses; the path to subscribe to is in this answer alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        language?: "en" | "fr";
                        options?: string[];
                        organizations?: string[];
                    };
                };
            };
            responses: {
                /** @description the calendar; `path` is shown this once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CalendarMade"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a calendar away: its path reads nothing any more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{token}.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Coming lapses in iCalendar, for whoever has the token */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the token of a calendar */
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description an all-day event for each coming lapse */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/calendar": string;
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which organizations have further facts or alerts, as server-sent events
         * @description Each event is a `Change`: an organization has facts up to `revision`, which its questions and the directory answer with, or an alert more. Whoever comes (again) reads anew what it shows: nothing is told of the time before. Of one organization several changes may be one event. A comment comes every 15 seconds; the stream ends after 15 minutes, or when the service stops.
         */
        get: {
            parameters: {
                query?: {
                    /** @description only of this organization; absent = of all that the key reaches */
                    organizationId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description events without a name, each with a `Change` as its data */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit facts
         * @description One fact, a batch, a stream of lines, or one fact in binary mode (attributes in `ce-` headers, percent-encoded). What is answered `accepted` is on disk. Facts may be sent again: what was recorded is answered as `duplicate`. With `atomic=true` the facts, all of one organization and at most 512 kB, are recorded together or not at all.
         */
        post: {
            parameters: {
                query?: {
                    /** @description `true` = all facts of the batch or stream are recorded together, or none: one organization, at most 512 kB */
                    atomic?: "true" | "false";
                };
                header?: {
                    /** @description binary mode (application/json): the attribute id, percent-encoded */
                    "ce-id"?: string;
                    /** @description binary mode (application/json): the attribute source, percent-encoded */
                    "ce-source"?: string;
                    /** @description binary mode (application/json): the attribute specversion, percent-encoded */
                    "ce-specversion"?: string;
                    /** @description binary mode (application/json): the attribute subject, percent-encoded */
                    "ce-subject"?: string;
                    /** @description binary mode (application/json): the attribute time, percent-encoded */
                    "ce-time"?: string;
                    /** @description binary mode (application/json): the attribute type, percent-encoded */
                    "ce-type"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example [
                     *       {
                     *         "specversion": "1.0",
                     *         "id": "enrolment-1",
                     *         "source": "urn:example:partner-center",
                     *         "type": "OrganizationEnrolled",
                     *         "data": {
                     *           "organizationId": "contoso",
                     *           "name": "Contoso",
                     *           "market": "developed",
                     *           "effectiveOn": "2016-01-01"
                     *         }
                     *       },
                     *       {
                     *         "specversion": "1.0",
                     *         "id": "booking-1",
                     *         "source": "urn:example:billing",
                     *         "type": "RevenueBooked",
                     *         "data": {
                     *           "organizationId": "contoso",
                     *           "bookingId": "booking-1",
                     *           "customerId": "northwind",
                     *           "product": "dynamics-365-plan-2",
                     *           "revenueType": "net-new",
                     *           "amount": "123456.78",
                     *           "currency": "USD",
                     *           "bookedOn": "2017-09-14"
                     *         }
                     *       }
                     *     ]
                     */
                    "application/cloudevents-batch+json": components["schemas"]["Fact"][];
                    "application/cloudevents+json": components["schemas"]["Fact"];
                    /**
                     * @example {
                     *       "organizationId": "contoso",
                     *       "bookingId": "booking-1",
                     *       "customerId": "northwind",
                     *       "product": "dynamics-365-plan-2",
                     *       "revenueType": "net-new",
                     *       "amount": "123456.78",
                     *       "currency": "USD",
                     *       "bookedOn": "2017-09-14"
                     *     }
                     */
                    "application/json": components["schemas"]["FactData"];
                    /**
                     * @example {"specversion":"1.0","id":"enrolment-1","source":"urn:example:partner-center","type":"OrganizationEnrolled","data":{"organizationId":"contoso","name":"Contoso","market":"developed","effectiveOn":"2016-01-01"}}
                     *     {"specversion":"1.0","id":"booking-1","source":"urn:example:billing","type":"RevenueBooked","data":{"organizationId":"contoso","bookingId":"booking-1","customerId":"northwind","product":"dynamics-365-plan-2","revenueType":"net-new","amount":"123456.78","currency":"USD","bookedOn":"2017-09-14"}}
                     */
                    "application/x-ndjson": string;
                };
            };
            responses: {
                /** @description the fact was recorded before, or what became of a batch or stream */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Duplicate"] | components["schemas"]["BatchSummary"];
                    };
                };
                /** @description the fact is recorded */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "accepted",
                         *       "organizationId": "contoso",
                         *       "revision": 0
                         *     }
                         */
                        "application/json": components["schemas"]["Accepted"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports, the newest first
         * @description A key that is limited to organizations sees what it imported itself.
         */
        get: {
            parameters: {
                query?: {
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description imports */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Imports"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Import a file: a table of a known source or by a mapping, or pages of invoice line items
         * @description Nothing is recorded before the whole file has been read. Every row is accepted, a duplicate, changed or rejected.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /**
                         * @description absent = found out
                         * @enum {unknown}
                         */
                        dates?: "month-first" | "day-first";
                        /**
                         * @description absent = found out
                         * @enum {unknown}
                         */
                        decimals?: "point" | "comma";
                        /**
                         * @description absent = found out
                         * @enum {unknown}
                         */
                        delimiter?: "comma" | "semicolon" | "tab" | "pipe";
                        /**
                         * @description `true` = do everything but record
                         * @enum {unknown}
                         */
                        dryRun?: "true" | "false";
                        /**
                         * @description absent = found out
                         * @enum {unknown}
                         */
                        encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                        /** @description the file; of the invoice API all pages of an invoice, each in a part of its own */
                        file: string[];
                        /** @description what the columns mean (YAML) */
                        mapping?: string;
                        /**
                         * @description `true`, of a dry run: the answer is the file of the rows that would be rejected, as of an import that was recorded
                         * @enum {unknown}
                         */
                        rejects?: "true" | "false";
                        /** @description whose file it is; absent = recognised by its columns */
                        source?: string;
                    };
                };
            };
            responses: {
                /** @description a dry run: what would be recorded; with `rejects`, what would be rejected */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                        "text/csv": string;
                    };
                };
                /** @description what became of the rows */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An import, and what became of its rows; or what a dry run said, by its `rejectsId` */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the import */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the import */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rejected rows of an import or of a dry run, in the form of its file
         * @description The same columns, delimiter and encoding: to be mended, and imported.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the import, or the `rejectsId` of a dry run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                        "text/csv": string;
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what an import alone brought */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the import */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description what was taken back */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UndoneImport"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every key, without its secret */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Keys"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a key; its secret is in this answer and nowhere else */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "billing feed",
                     *       "role": "ingest",
                     *       "organizations": [
                     *         "contoso"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date
                         * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
                         */
                        expiresOn?: string;
                        /** @description 1 to 256 printable characters */
                        name: string;
                        organizations?: string[];
                        /** @enum {string} */
                        role: "admin" | "ingest" | "read" | "auditor";
                    };
                };
            };
            responses: {
                /** @description the key; `key` is shown this once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyMade"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key: it no longer works */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description revoked */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organizations with their standings of today */
        get: {
            parameters: {
                query?: {
                    /** @description of facts: revisions above this one; of organizations: the `next` of the page before; of alerts: the id of the last one seen */
                    after?: string;
                    /** @description organizations with a standing that lapses before this day (exclusive) */
                    lapsingBefore?: string;
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                    /** @description organizations that are in this market today */
                    market?: "developed" | "developing";
                    /** @description an option in full: competency/option */
                    option?: string;
                    /** @description part of the id or of the name, whatever the case */
                    q?: string;
                    /** @description `lapsesOn` = what lapses first (with `option`, in that option), who loses nothing last; `name`; absent = `organizationId` */
                    sort?: "organizationId" | "name" | "lapsesOn";
                    /** @description organizations with a standing in this tier; `none` = with a standing in no tier */
                    tier?: "silver" | "gold" | "none";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page of organizations; `next` is the `after` of the next page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organizations"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/competencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tier in every competency, which any of its options attains, and the badge that is held */
        get: {
            parameters: {
                query?: {
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description one entry a competency, in the editions’ order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "organizationId": "contoso",
                         *       "asOf": "2018-03-31",
                         *       "knownAt": {
                         *         "revision": 41,
                         *         "recordedAt": "2018-04-02T08:00:00.000Z"
                         *       },
                         *       "competencies": [
                         *         {
                         *           "competency": "cloud-business-applications",
                         *           "tier": "silver",
                         *           "since": "2017-09-01",
                         *           "lapsesOn": "2018-07-02",
                         *           "attainedBy": [
                         *             "cloud-business-applications/enterprise-operations"
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["CompetenciesAnswer"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/dependencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which member or customer breaks which tier by leaving, and what expires soon */
        get: {
            parameters: {
                query?: {
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description end of the days that are looked at for what expires (exclusive); absent = 90 days on */
                    until?: string;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description each by themselves: the first day on which an option’s tier would be lower than it is with them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "asOf": "2018-03-31",
                         *       "until": "2018-06-29",
                         *       "members": [
                         *         {
                         *           "individualId": "p1",
                         *           "lapses": [
                         *             {
                         *               "option": "cloud-business-applications/enterprise-operations",
                         *               "fromTier": "silver",
                         *               "toTier": null,
                         *               "on": "2018-03-31"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "customers": [],
                         *       "expiring": [
                         *         {
                         *           "individualId": "p2",
                         *           "type": "exam",
                         *           "id": "70-764",
                         *           "on": "2018-05-01",
                         *           "revision": 12
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Dependencies"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a finding rests on: what counts, what does not, and why
         * @description The finding is that of `tier`, or of the highest tier that has the requirement. Pages hold pieces of both lists; `totals` and `counts` are always of everything.
         */
        get: {
            parameters: {
                query: {
                    /** @description the `next` of the page before */
                    after?: string;
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description `true` = `counts` says how many pieces there are of each reason */
                    counts?: "true" | "false";
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description the language of `explanation`: `en` or `fr`; absent = `en` */
                    language?: "en" | "fr";
                    /** @description how many pieces at most, counted and not; absent = 1,000 */
                    limit?: number;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option: string;
                    /** @description `newest` = what was recorded last comes first; absent = individuals and customers by their ids, all else as it was recorded */
                    order?: "newest";
                    /** @description only pieces with one of these reasons, with commas between them; `none` = what counts, which has no reason; absent = all */
                    reason?: string;
                    /** @description the id of a requirement of the option, of whatever kind */
                    requirement: string;
                    /** @description the tier whose finding it is; absent = the highest one that has the requirement */
                    tier?: "silver" | "gold";
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page of the evidence; `next` is the `after` of the next page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "asOf": "2018-03-31",
                         *       "finding": {
                         *         "tier": "gold",
                         *         "id": "total-revenue",
                         *         "kind": "rolling-revenue",
                         *         "met": false,
                         *         "required": "300000.00",
                         *         "actual": "123456.78",
                         *         "shortBy": "176543.22",
                         *         "currency": "USD",
                         *         "window": {
                         *           "from": "2017-04-01",
                         *           "to": "2018-04-01"
                         *         }
                         *       },
                         *       "counted": [
                         *         {
                         *           "revision": 7,
                         *           "bookingId": "booking-1",
                         *           "customerId": "northwind",
                         *           "product": "dynamics-365-plan-2",
                         *           "revenueType": "net-new",
                         *           "bookedOn": "2017-09-14",
                         *           "amount": "123456.78"
                         *         }
                         *       ],
                         *       "notCounted": [
                         *         {
                         *           "revision": 9,
                         *           "bookingId": "booking-3",
                         *           "customerId": "fabrikam",
                         *           "product": "dynamics-365-plan-2",
                         *           "revenueType": "recurring",
                         *           "bookedOn": "2017-10-02",
                         *           "amount": "41200.00",
                         *           "reason": "not-partner-of-record"
                         *         }
                         *       ],
                         *       "totals": [
                         *         {
                         *           "reason": "not-partner-of-record",
                         *           "amount": "41200.00"
                         *         }
                         *       ],
                         *       "explanation": [
                         *         "Gold: total-revenue is not met: 123,456.78 USD of 300,000.00 USD; short by 176,543.22 USD."
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Evidence"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The standing in an option and its findings in sentences, in English or French */
        get: {
            parameters: {
                query: {
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description `en` or `fr`; absent = `en` */
                    language?: "en" | "fr";
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option: string;
                    /** @description the id of a requirement of the option, of whatever kind; absent = all */
                    requirement?: string;
                    /** @description only the findings of this tier; absent = of every tier */
                    tier?: "silver" | "gold";
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description paragraphs of lines */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "asOf": "2018-03-31",
                         *       "paragraphs": [
                         *         [
                         *           "Contoso, Enterprise Operations, on March 31, 2018, as known at revision 41"
                         *         ]
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Explanation"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was recorded of an organization; in the order it was recorded where nothing else is asked
         * @description With `order=newest`, `next` is the `after` of the next page. What is asked about an individual or a customer has what took such facts back, or had them count again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description revisions above this one; with `order=newest`, below it */
                    after?: number;
                    /** @description only facts about this customer, by all of the id */
                    customerId?: string;
                    /** @description only facts about this individual, by all of their pseudonymous id */
                    individualId?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description `newest` = what was recorded last comes first; absent = last */
                    order?: "newest";
                    /** @description only facts of this type */
                    type?: "OrganizationEnrolled" | "OrganizationCorrected" | "MarketReassigned" | "IndividualJoined" | "IndividualLeft" | "ExamPassed" | "PartnerOfRecordAssociated" | "PartnerOfRecordDissociated" | "RevenueBooked" | "AssociationRegistered" | "AssociationEnded" | "CertificationEarned" | "MeasureReported" | "AttributeAssigned" | "MembershipPurchased" | "FactRetracted" | "FactReinstated" | "ExchangeRatePublished";
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page of facts, those of further revisions than `after` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Facts"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tier in an option on every day of a range; days to come are the forecast
         * @description What changed since then: asked with a `knownAt` of then and without, the intervals differ on the days that later facts restated. The `knownAt.revision` of a standing asked with the same `knownAt` is the `after` of the facts recorded since; the alerts of the type `tier.restated` say which of these changed which announced days.
         */
        get: {
            parameters: {
                query: {
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description first day of the range (inclusive); absent = the enrolment */
                    from?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option: string;
                    /** @description end of the range (exclusive); absent = none */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description maximal intervals in order, `from` inclusive, `to` exclusive */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "intervals": [
                         *         {
                         *           "from": "2016-01-01",
                         *           "to": "2017-09-01",
                         *           "tier": null
                         *         },
                         *         {
                         *           "from": "2017-09-01",
                         *           "to": "2018-07-02",
                         *           "tier": "silver"
                         *         },
                         *         {
                         *           "from": "2018-07-02",
                         *           "to": null,
                         *           "tier": null
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["History"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/individuals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who belongs to an organization on a day, and which exams and certifications they hold
         * @description Names and addresses are those of today, whatever the day: they are no facts. A key with the role `auditor` is shown none.
         */
        get: {
            parameters: {
                query?: {
                    /** @description the `next` of the page before */
                    after?: string;
                    /** @description `true` = also who is no member on the day, and passes that do not count on it; absent = `false` */
                    all?: "true" | "false";
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description how many at most; absent = 1,000 */
                    limit?: number;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page of individuals, by their ids */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Individuals"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/individuals/{individualId}/personal-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase an individual's name and e-mail address for good; the facts, which have neither, stay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the individual, by their pseudonymous id */
                    individualId: string;
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description nothing of it is left */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/path": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cheapest way to a tier: the fewest further exam passes, and the revenue still needed */
        get: {
            parameters: {
                query: {
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option: string;
                    /** @description the tier to get to */
                    tier: "silver" | "gold";
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the way; `optimal` says whether it is the shortest or a bound */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "exams": [
                         *         {
                         *           "individualId": "p1",
                         *           "exam": "MB6-892"
                         *         }
                         *       ],
                         *       "people": 0,
                         *       "revenue": [
                         *         {
                         *           "requirement": "total-revenue",
                         *           "shortBy": "176543.22",
                         *           "products": [
                         *             "dynamics-365-plan-2",
                         *             "dynamics-365-operations",
                         *             "ax-2012-on-premise"
                         *           ],
                         *           "revenueTypes": [],
                         *           "before": "2018-09-14"
                         *         }
                         *       ],
                         *       "optimal": true
                         *     }
                         */
                        "application/json": components["schemas"]["Path"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The facts that the organization goes on without, and the first one that it stops at */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the decisions, and `unreadable` where the organization is halted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            quarantined: components["schemas"]["QuarantinedFact"][];
                            unreadable?: {
                                problem: string;
                                revision: number;
                            };
                        };
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Decide that the organization goes on without a fact that cannot be handled
         * @description Only the first such fact can be put in quarantine; one that can be handled is retracted instead. The decision is recorded on a stream of its own, with its reason and who made it, and is for good.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "revision": 41,
                     *       "reason": "written by a newer version that was rolled back"
                     *     }
                     */
                    "application/json": {
                        /** @description 1 to 1,000 characters */
                        reason: string;
                        revision: number;
                    };
                };
            };
            responses: {
                /** @description the decision that was made before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QuarantinedFact"];
                    };
                };
                /** @description the decision */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QuarantinedFact"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/revenue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The revenue that counts towards a requirement on every day of a range, beside its thresholds */
        get: {
            parameters: {
                query: {
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description first day of the range (inclusive); absent = the enrolment */
                    from?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option: string;
                    /** @description the id of a revenue requirement of the option */
                    requirement: string;
                    /** @description end of the range (exclusive); absent = none */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description steps: an amount holds from its day to the next point */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "points": [
                         *         {
                         *           "day": "2017-09-01",
                         *           "amount": "0.00"
                         *         },
                         *         {
                         *           "day": "2017-09-14",
                         *           "amount": "123456.78"
                         *         }
                         *       ],
                         *       "thresholds": [
                         *         {
                         *           "tier": "silver",
                         *           "points": [
                         *             {
                         *               "day": "2017-09-01",
                         *               "amount": "100000.00"
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Revenue"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tier in every option on a day, as known at a moment, with the finding for every requirement */
        get: {
            parameters: {
                query?: {
                    /** @description the business day asked about; absent = today in the time zone of the service */
                    asOf?: string;
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option?: string;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the standing on the day, in every option or in one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "organizationId": "contoso",
                         *       "asOf": "2018-03-31",
                         *       "knownAt": {
                         *         "revision": 41,
                         *         "recordedAt": "2018-04-02T08:00:00.000Z"
                         *       },
                         *       "standings": [
                         *         {
                         *           "competency": "cloud-business-applications",
                         *           "option": "enterprise-operations",
                         *           "tier": "silver",
                         *           "since": "2017-09-01",
                         *           "lapsesOn": "2018-07-02",
                         *           "edition": {
                         *             "id": "microsoft-partner-network-2017-09-15",
                         *             "effectiveFrom": null,
                         *             "contentHash": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                         *           },
                         *           "requirements": [
                         *             {
                         *               "tier": "silver",
                         *               "id": "total-revenue",
                         *               "kind": "rolling-revenue",
                         *               "met": true,
                         *               "required": "100000.00",
                         *               "actual": "123456.78",
                         *               "shortBy": "0.00",
                         *               "currency": "USD",
                         *               "window": {
                         *                 "from": "2017-04-01",
                         *                 "to": "2018-04-01"
                         *               }
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["StandingAnswer"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The standings as they are and as they would be with further facts; records nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "asOf": "2018-03-31",
                     *       "facts": [
                     *         {
                     *           "specversion": "1.0",
                     *           "id": "supposed-1",
                     *           "source": "what-if",
                     *           "type": "IndividualLeft",
                     *           "data": {
                     *             "organizationId": "contoso",
                     *             "individualId": "p1",
                     *             "effectiveOn": "2018-03-31"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Supposed"];
                };
            };
            responses: {
                /** @description every option’s standing on the day, without and with the facts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WhatIf"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/window": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which bookings enter and leave the window of a revenue requirement on the days of a range
         * @description A booking enters on the first day on which it counts, and leaves on the first one on which it does not. Thresholds and editions that change are not told here.
         */
        get: {
            parameters: {
                query: {
                    /** @description the content hash of an edition to ask under; absent = the editions in force */
                    edition?: string;
                    /** @description first day (inclusive) */
                    from: string;
                    /** @description what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
                    knownAt?: string;
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                    /** @description waits up to 5 seconds until the organization's stream has this revision */
                    minRevision?: number;
                    /** @description an option in full: competency/option */
                    option: string;
                    /** @description the id of a revenue requirement of the option */
                    requirement: string;
                    /** @description end of the days (exclusive) */
                    to: string;
                };
                header?: never;
                path: {
                    /** @description the organization */
                    organizationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description by day and then by revision */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WindowChanges"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The programs with their editions: rules, citations, policies, content hashes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description every edition */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Programs"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose key the request comes with, and what day it is here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the session */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Sign a browser in with a key, which it keeps in a cookie that no script reads
         * @description The cookie stands for `Authorization: Bearer <key>` on every route until the browser is closed or the key no longer works. With it, what changes something is taken from the page of this service alone.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "key": "assay_<id>_<secret>"
                     *     }
                     */
                    "application/json": {
                        key: string;
                    };
                };
            };
            responses: {
                /** @description signed in */
                200: {
                    headers: {
                        "Set-Cookie"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sign the browser out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description signed out */
                204: {
                    headers: {
                        "Set-Cookie"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every receiver, the oldest first, without its secret */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receivers"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a receiver of what is announced from now on; its secret is in this answer alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        format?: "standard-webhooks" | "slack" | "email";
                        /** @enum {string} */
                        language?: "en" | "fr";
                        leadDays?: number[];
                        options?: string[];
                        organizations?: string[];
                        types?: ("tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated" | "receiver.disabled")[];
                        url: string;
                    };
                };
            };
            responses: {
                /** @description the receiver; `secret` is shown this once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReceiverMade"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One receiver, and whether it works */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the receiver */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receiver"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take a receiver away: nothing is sent to it any more, and what waited for it is gone */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was tried of late, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description how many at most; absent = 100 */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attempts"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an alert to a receiver, whether it was sent before or not */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the alert */
                    alertId: string;
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description it is due */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch a receiver on again: all that waits for it is sent at once, in order */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description the receiver */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receiver"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another secret; the one before signs beside it for 24 hours */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description the secret, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReceiverSecret"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test message (`type: "test"`) at once, once, and say what came of it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the key, alert, receiver or calendar */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description what came of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attempt"];
                    };
                };
                /** @description what is wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accepted: {
            organizationId?: string;
            revision: number;
            /** @constant */
            status: "accepted";
            warnings?: {
                /** @enum {unknown} */
                code: "product-unknown" | "exam-unknown" | "certification-unknown" | "measure-unknown" | "attribute-unknown" | "competency-unknown";
                detail: string;
                pointer: string;
            }[];
        };
        Alert: components["schemas"]["StandingAlert"] | components["schemas"]["OperationsAlert"];
        AlertCause: {
            /** @description with `EditionChanged`: the edition that is in force now */
            edition?: {
                contentHash: string;
                id: string;
            };
            effect: string;
            /** @description so many more of the kind, which are not listed */
            more?: number;
            /** @description of the fact; absent = it is no fact */
            revision?: number;
            type: string;
        };
        Alerts: {
            alerts: components["schemas"]["Alert"][];
            /** @description of `order=newest`: the `after` of the next page */
            next?: string;
            /** @description of `order=newest`, on its first page: on all pages together */
            total?: number;
        };
        AssociationEnded: {
            data: components["schemas"]["AssociationEndedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "AssociationEnded";
        } & {
            [key: string]: unknown;
        };
        AssociationEndedData: {
            /** @description 1 to 128 printable characters */
            customerId: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @enum {string} */
            kind: "transacting-partner" | "delegated-administrator";
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            products?: string[];
        };
        AssociationRegistered: {
            data: components["schemas"]["AssociationRegisteredData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "AssociationRegistered";
        } & {
            [key: string]: unknown;
        };
        AssociationRegisteredData: {
            /** @description 1 to 128 printable characters */
            customerId: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @enum {string} */
            kind: "transacting-partner" | "delegated-administrator";
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            products?: string[];
        };
        Attempt: {
            /** @description of the alert, or of a test message */
            alertId: string;
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            attemptedAt: string;
            delivered: boolean;
            durationMs: number;
            error?: string;
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            nextTryAt?: string;
            /** @description the beginning of the answer */
            response?: string;
            /** @description absent = there was no answer */
            status?: number;
        };
        Attempts: {
            attempts: components["schemas"]["Attempt"][];
        };
        AttributeAssigned: {
            data: components["schemas"]["AttributeAssignedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "AttributeAssigned";
        } & {
            [key: string]: unknown;
        };
        AttributeAssignedData: {
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            attribute: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /** @description 1 to 128 printable characters */
            value: string;
        };
        AttributeFinding: {
            actual: string | null;
            id: string;
            /** @constant */
            kind: "organization-attribute";
            met: boolean;
            required: string[];
            /** @enum {unknown} */
            tier: "silver" | "gold";
        };
        AttributeRequirement: {
            attribute: string;
            citations: components["schemas"]["Citation"][];
            id: string;
            /** @constant */
            kind: "organization-attribute";
            values: string[];
        };
        BatchSummary: {
            accepted: number;
            duplicates: number;
            rejected: number;
            results: components["schemas"]["ItemResult"][];
            /** @constant */
            resultsTruncated?: true;
            warnings?: {
                /** @enum {unknown} */
                code: "product-unknown" | "exam-unknown" | "certification-unknown" | "measure-unknown" | "attribute-unknown" | "competency-unknown";
                detail: string;
                id: string;
                index: number;
                pointer: string;
            }[];
        };
        CalendarMade: {
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            createdAt: string;
            createdBy: string;
            id: string;
            /** @enum {unknown} */
            language: "en" | "fr";
            options?: string[];
            organizations?: string[];
            path: string;
        };
        Calendars: {
            calendars: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                createdAt: string;
                createdBy: string;
                id: string;
                /** @enum {unknown} */
                language: "en" | "fr";
                options?: string[];
                organizations?: string[];
            }[];
        };
        CertificationEarned: {
            data: components["schemas"]["CertificationEarnedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CertificationEarned";
        } & {
            [key: string]: unknown;
        };
        CertificationEarnedData: {
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            certification: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            earnedOn: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            expiresOn?: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            individualId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
        };
        /** @description the data of an event of the stream of changes */
        Change: {
            organizationId: string;
            revision: number;
        } | {
            alertId: string;
            organizationId: string;
            /** @enum {unknown} */
            type: "tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated" | "receiver.disabled";
        };
        Citation: {
            document: string;
            heading: string;
            says?: string;
        };
        CompetenciesAnswer: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            competencies: {
                atRiskAtRenewal?: boolean;
                attainedBy: string[];
                competency: string;
                /** @enum {unknown} */
                held?: "silver" | "gold" | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                lapsesOn: string | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                renewalOpensOn?: string | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                since: string | null;
                /** @enum {unknown} */
                tier: "silver" | "gold" | null;
            }[];
            knownAt: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                recordedAt: string;
                revision: number;
            };
            organizationId: string;
        };
        CompositionFinding: {
            actual: number;
            id: string;
            /** @enum {unknown} */
            kind: "all-of" | "any-of";
            met: boolean;
            required: number;
            requirements: components["schemas"]["Finding"][];
            /** @enum {unknown} */
            tier: "silver" | "gold";
        };
        CompositionRequirement: {
            citations: components["schemas"]["Citation"][];
            id: string;
            /** @enum {unknown} */
            kind: "all-of" | "any-of";
            of: components["schemas"]["Requirement"][];
        };
        CustomerFinding: {
            actual: number;
            id: string;
            /** @constant */
            kind: "customer-count";
            met: boolean;
            required: number;
            shortBy: number;
            /** @enum {unknown} */
            tier: "silver" | "gold";
            window: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                from: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                to: string;
            };
        };
        CustomerRequirement: {
            associationKinds: ("partner-of-record" | "transacting-partner" | "delegated-administrator")[];
            associationProducts: string[];
            /**
             * @description US dollars
             * @example 123456.78
             */
            atLeast: string;
            /** @enum {unknown} */
            attribution: "prospective" | "retroactive";
            citations: components["schemas"]["Citation"][];
            /** @constant */
            currency: "USD";
            id: string;
            /** @constant */
            kind: "customer-count";
            netNew: boolean;
            products: string[];
            /** @description none = every one */
            revenueTypes: ("net-new" | "recurring")[];
            threshold: {
                developed: number;
                developing: number;
            };
            /** @enum {unknown} */
            window: "by-day" | "by-month";
        };
        Dependencies: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            customers: {
                customerId: string;
                lapses: {
                    /** @enum {unknown} */
                    fromTier: "silver" | "gold" | null;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    on: string;
                    option: string;
                    /** @enum {unknown} */
                    toTier: "silver" | "gold" | null;
                }[];
            }[];
            expiring: {
                id: string;
                individualId: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                on: string;
                revision: number;
                /** @enum {unknown} */
                type: "exam" | "certification";
            }[];
            members: {
                individualId: string;
                lapses: {
                    /** @enum {unknown} */
                    fromTier: "silver" | "gold" | null;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    on: string;
                    option: string;
                    /** @enum {unknown} */
                    toTier: "silver" | "gold" | null;
                }[];
            }[];
            /**
             * Format: date
             * @description exclusive
             * @example 2018-03-31
             */
            until: string;
        };
        Duplicate: {
            retracted: boolean;
            revision: number;
            /** @constant */
            status: "duplicate";
        };
        Edition: {
            attributes: {
                id: string;
                name: string;
            }[];
            certifications: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                acceptedUntil: string | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                availableFrom: string | null;
                id: string;
                name: string;
                replacedBy: string | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                retiredOn: string | null;
            }[];
            contentHash: string;
            /**
             * Format: date
             * @example 2018-03-31
             */
            effectiveFrom: string | null;
            exams: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                acceptedUntil: string | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                availableFrom: string | null;
                id: string;
                name: string;
                replacedBy: string | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                retiredOn: string | null;
            }[];
            id: string;
            measures: {
                id: string;
                name: string;
            }[];
            options: {
                competency: string;
                name: string;
                option: string;
                tiers: {
                    requirements: components["schemas"]["Requirement"][];
                    /** @enum {unknown} */
                    tier: "silver" | "gold";
                }[];
            }[];
            policies: {
                /** @enum {unknown} */
                alternatives: "mixed" | "unmixed";
                /** @enum {unknown} */
                anniversary: "from-anniversary" | "from-purchase";
                /** @enum {unknown} */
                attribution: "prospective" | "retroactive";
                /** @constant */
                newEdition: "at-once";
                /** @enum {unknown} */
                window: "by-day" | "by-month";
            };
            products: {
                id: string;
                name: string;
            }[];
            program: string;
            /**
             * Format: date
             * @example 2018-03-31
             */
            publishedOn: string;
            readings: {
                about: string;
                citations: components["schemas"]["Citation"][];
                reading: string;
            }[];
        };
        Evidence: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            counted: ({
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                amount: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                bookedOn: string;
                bookingId: string;
                customerId: string;
                product: string;
                /** @enum {unknown} */
                revenueType: "net-new" | "recurring";
                revision: number;
            } | {
                group: number;
                individualId: string;
                lacks?: string[];
                passes: {
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    from: string;
                    id: string;
                    /** @enum {unknown} */
                    reason?: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                    revision: number;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    to: string | null;
                    /** @enum {unknown} */
                    type: "exam" | "certification";
                }[];
                revision: number;
            } | {
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                amount: string;
                customerId: string;
                revision: number;
            } | {
                customerId?: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                effectiveOn: string;
                measure: string;
                product?: string;
                revision: number;
                value: number;
            } | {
                attribute: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                effectiveOn: string;
                revision: number;
                value: string;
            })[];
            /** @description pieces by reason, on whichever page; `null` = they count. Where `counts=true` asks for it */
            counts?: {
                count: number;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete" | null;
            }[];
            explanation: string[];
            finding: components["schemas"]["Finding"];
            next?: string;
            notCounted: ({
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                amount: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                bookedOn: string;
                bookingId: string;
                customerId: string;
                product: string;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                /** @enum {unknown} */
                revenueType: "net-new" | "recurring";
                revision: number;
            } | {
                group: number;
                individualId: string;
                lacks?: string[];
                passes: {
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    from: string;
                    id: string;
                    /** @enum {unknown} */
                    reason?: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                    revision: number;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    to: string | null;
                    /** @enum {unknown} */
                    type: "exam" | "certification";
                }[];
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                revision: number;
            } | {
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                amount: string;
                customerId: string;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                revision: number;
            } | {
                customerId?: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                effectiveOn: string;
                measure: string;
                product?: string;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                revision: number;
                value: number;
            } | {
                attribute: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                effectiveOn: string;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
                revision: number;
                value: string;
            })[];
            totals: ({
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                amount: string;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
            } | {
                count: number;
                /** @enum {unknown} */
                reason: "retracted" | "outside-window" | "product" | "revenue-type" | "not-partner-of-record" | "not-a-member" | "place-filled" | "expired" | "not-yet" | "incomplete";
            })[];
        };
        ExamPassed: {
            data: components["schemas"]["ExamPassedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ExamPassed";
        } & {
            [key: string]: unknown;
        };
        ExamPassedData: {
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            exam: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            expiresOn?: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            individualId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            passedOn: string;
        };
        ExchangeRatePublished: {
            data: components["schemas"]["ExchangeRatePublishedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ExchangeRatePublished";
        } & {
            [key: string]: unknown;
        };
        ExchangeRatePublishedData: {
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            currency: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            publishedOn: string;
            /**
             * Format: exchange-rate
             * @description US dollars per unit, a decimal string above 0 such as "1.0912"
             */
            usdPerUnit: string;
        };
        Explanation: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            paragraphs: string[][];
        };
        Fact: components["schemas"]["OrganizationEnrolled"] | components["schemas"]["OrganizationCorrected"] | components["schemas"]["MarketReassigned"] | components["schemas"]["IndividualJoined"] | components["schemas"]["IndividualLeft"] | components["schemas"]["ExamPassed"] | components["schemas"]["PartnerOfRecordAssociated"] | components["schemas"]["PartnerOfRecordDissociated"] | components["schemas"]["RevenueBooked"] | components["schemas"]["AssociationRegistered"] | components["schemas"]["AssociationEnded"] | components["schemas"]["CertificationEarned"] | components["schemas"]["MeasureReported"] | components["schemas"]["AttributeAssigned"] | components["schemas"]["MembershipPurchased"] | components["schemas"]["FactRetracted"] | components["schemas"]["FactReinstated"] | components["schemas"]["ExchangeRatePublished"];
        FactData: components["schemas"]["OrganizationEnrolledData"] | components["schemas"]["OrganizationCorrectedData"] | components["schemas"]["MarketReassignedData"] | components["schemas"]["IndividualJoinedData"] | components["schemas"]["IndividualLeftData"] | components["schemas"]["ExamPassedData"] | components["schemas"]["PartnerOfRecordAssociatedData"] | components["schemas"]["PartnerOfRecordDissociatedData"] | components["schemas"]["RevenueBookedData"] | components["schemas"]["AssociationRegisteredData"] | components["schemas"]["AssociationEndedData"] | components["schemas"]["CertificationEarnedData"] | components["schemas"]["MeasureReportedData"] | components["schemas"]["AttributeAssignedData"] | components["schemas"]["MembershipPurchasedData"] | components["schemas"]["FactRetractedData"] | components["schemas"]["FactReinstatedData"] | components["schemas"]["ExchangeRatePublishedData"];
        FactReinstated: {
            data: components["schemas"]["FactReinstatedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "FactReinstated";
        } & {
            [key: string]: unknown;
        };
        FactReinstatedData: {
            /** @description 1 to 256 printable characters */
            factId: string;
            /** @description 1 to 256 printable characters */
            factSource: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /** @description 1 to 1,000 characters */
            reason: string;
        };
        FactRetracted: {
            data: components["schemas"]["FactRetractedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "FactRetracted";
        } & {
            [key: string]: unknown;
        };
        FactRetractedData: {
            /** @description 1 to 256 printable characters */
            factId: string;
            /** @description 1 to 256 printable characters */
            factSource: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /** @description 1 to 1,000 characters */
            reason: string;
        };
        Facts: {
            facts: {
                event: components["schemas"]["RecordedEvent"];
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                recordedAt: string;
                /** @description the id of a key */
                recordedBy: string;
                revision: number;
            }[];
            /** @description of `order=newest`: the `after` of the next page */
            next?: number;
            quarantined?: components["schemas"]["QuarantinedFact"][];
        };
        Finding: components["schemas"]["RevenueFinding"] | components["schemas"]["CustomerFinding"] | components["schemas"]["MeasureFinding"] | components["schemas"]["AttributeFinding"] | components["schemas"]["PeopleFinding"] | components["schemas"]["CompositionFinding"];
        History: {
            intervals: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                from: string;
                /** @enum {unknown} */
                tier: "silver" | "gold" | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                to: string | null;
            }[];
        };
        /** @description an exam or a certification, or some of several */
        Holding: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            acceptedUntil: string | null;
            /**
             * Format: date
             * @example 2018-03-31
             */
            availableFrom: string | null;
            id: string;
            /**
             * Format: date
             * @example 2018-03-31
             */
            retiredOn: string | null;
            /** @enum {unknown} */
            type: "exam" | "certification";
        } | {
            atLeast: number;
            of: components["schemas"]["Holding"][];
        };
        Import: {
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            beganAt: string;
            file: {
                bytes: number;
                dates: {
                    /** @enum {unknown} */
                    basis: "shown" | "known" | "forced" | "none";
                    /** @enum {unknown} */
                    is: "month-first" | "day-first";
                };
                decimals: {
                    /** @enum {unknown} */
                    basis: "shown" | "known" | "forced" | "none";
                    /** @enum {unknown} */
                    is: "point" | "comma";
                };
                form: {
                    bom: boolean;
                    /** @enum {unknown} */
                    delimiter: "," | ";" | "\t" | "|";
                    /** @enum {unknown} */
                    encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                    /** @description null = the file has none */
                    header: string[] | null;
                    /** @constant */
                    kind: "table";
                } | {
                    /** @constant */
                    kind: "json";
                };
                names: string[];
                notes: string[];
                /** @description fields to send the mended rejects with, so that they are read as the file was */
                readAgain?: {
                    /** @enum {unknown} */
                    dates?: "month-first" | "day-first";
                    /** @enum {unknown} */
                    decimals?: "point" | "comma";
                    /** @enum {unknown} */
                    delimiter?: "comma" | "semicolon" | "tab" | "pipe";
                    /** @enum {unknown} */
                    encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                    source?: string;
                };
                sha256: string;
                source: string;
                title: string;
            };
            /** @description null = a dry run */
            id: string | null;
            /** @description while it is being recorded; where its process ended, how far it came */
            progress?: {
                /** @description how many there are; absent = not known yet */
                of?: number;
                /** @enum {unknown} */
                phase: "reading" | "recording";
                /** @description of the phase, up to now */
                rows: number;
            };
            recordedBy: string;
            /** @description of a dry run that rejects what can be mended: `GET /v1/imports/{rejectsId}/rejects` has the rows, for a day */
            rejectsId?: string;
            /** @enum {unknown} */
            status: "recording" | "recorded" | "undoing" | "undone" | "dry-run";
            /** @description null while it is being recorded. rows = accepted + duplicates + changed + rejected */
            summary: {
                accepted: number;
                changed: number;
                changes: {
                    fact: string;
                    is: Record<string, never>;
                    organizationId: string;
                    row: number;
                    was: Record<string, never>;
                }[];
                duplicates: number;
                mends: {
                    code: string;
                    mendBy: string | null;
                    reason: string;
                    rows: number;
                }[];
                /** @description of the rejected: rows that are no facts */
                nothingToMend: number;
                rejected: number;
                rejects: {
                    code: string;
                    column: string | null;
                    /** @description null = there is nothing to mend */
                    mendBy: string | null;
                    reason: string;
                    /** @description from 1, the header counted */
                    row: number;
                    value: string;
                }[];
                /** @description of the duplicates: retracted by hand, and still so */
                retracted: number;
                rows: number;
                totals: {
                    amount: string;
                    currency: string;
                    month: string;
                    rejectedAmount: string;
                    rejectedRows: number;
                    rows: number;
                }[];
            } | null;
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            undoneAt?: string;
            undoneBy?: string;
        };
        Imports: {
            imports: components["schemas"]["Import"][];
        };
        IndividualJoined: {
            data: components["schemas"]["IndividualJoinedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "IndividualJoined";
        } & {
            [key: string]: unknown;
        };
        IndividualJoinedData: {
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @description an e-mail address */
            email?: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            individualId: string;
            /** @description 1 to 256 printable characters */
            name?: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
        };
        IndividualLeft: {
            data: components["schemas"]["IndividualLeftData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "IndividualLeft";
        } & {
            [key: string]: unknown;
        };
        IndividualLeftData: {
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            individualId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
        };
        Individuals: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            individuals: {
                email?: string;
                individualId: string;
                /** @description on the day */
                member: boolean;
                membership: {
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    from: string;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    to: string | null;
                }[];
                name?: string;
                passes: {
                    /**
                     * Format: date
                     * @description first day on which it does not count
                     * @example 2018-03-31
                     */
                    expiresOn: string | null;
                    id: string;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    passedOn: string;
                    revision: number;
                    /** @enum {unknown} */
                    type: "exam" | "certification";
                }[];
            }[];
            knownAt: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                recordedAt: string;
                revision: number;
            };
            next?: string;
            organizationId: string;
            /** @description on all pages together */
            total: number;
        };
        ItemResult: {
            /** @enum {unknown} */
            code?: "malformed-request" | "request-incomplete" | "malformed-json" | "not-a-cloudevent" | "invalid-body" | "invalid-parameter" | "known-at-invalid" | "revision-unknown" | "range-reversed" | "scim-refused" | "credentials-missing" | "credentials-invalid" | "role-not-allowed" | "organization-not-allowed" | "cross-origin" | "route-unknown" | "organization-unknown" | "option-unknown" | "option-not-in-edition" | "requirement-unknown" | "tier-unknown" | "edition-unknown" | "not-known-yet" | "key-unknown" | "import-unknown" | "alert-unknown" | "receiver-unknown" | "calendar-unknown" | "method-not-allowed" | "request-timeout" | "import-refused" | "fact-readable" | "receiver-unsigned" | "receiver-disabled" | "mail-not-configured" | "body-too-large" | "fact-too-large" | "media-type-unsupported" | "charset-unsupported" | "content-encoding-unsupported" | "expectation-failed" | "file-refused" | "type-unknown" | "invalid-data" | "organization-exists" | "enrolment-required" | "fact-unknown" | "id-reused" | "booking-exists" | "certification-exists" | "exam-pass-exists" | "exchange-rate-missing" | "currency-unknown" | "total-too-large" | "atomic-rejected" | "atomic-too-large" | "atomic-several-organizations" | "too-many-requests" | "headers-too-large" | "internal-error" | "facts-unreadable" | "store-unavailable" | "store-full" | "outcome-unknown" | "revision-not-yet" | "shutting-down";
            detail?: string;
            id: string | null;
            /** @description from 0; of a stream the line’s, blank lines counted */
            index: number;
            pointer?: string;
            retracted?: boolean;
            revision?: number;
            /** @enum {unknown} */
            status: "duplicate" | "rejected";
        };
        KeyMade: {
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date
             * @example 2018-03-31
             */
            expiresOn?: string;
            id: string;
            key: string;
            name: string;
            organizations?: string[];
            /** @enum {unknown} */
            role: "admin" | "ingest" | "read" | "auditor";
        };
        Keys: {
            keys: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                createdAt: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                expiresOn?: string;
                id: string;
                name: string;
                organizations?: string[];
                /** @enum {unknown} */
                role: "admin" | "ingest" | "read" | "auditor";
            }[];
        };
        MarketReassigned: {
            data: components["schemas"]["MarketReassignedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MarketReassigned";
        } & {
            [key: string]: unknown;
        };
        MarketReassignedData: {
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @enum {string} */
            market: "developed" | "developing";
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
        };
        MeasureFinding: {
            actual: number;
            id: string;
            /** @constant */
            kind: "reported-measure";
            met: boolean;
            required: number;
            shortBy: number;
            /** @enum {unknown} */
            tier: "silver" | "gold";
            window?: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                from: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                to: string;
            };
        };
        MeasureReported: {
            data: components["schemas"]["MeasureReportedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MeasureReported";
        } & {
            [key: string]: unknown;
        };
        MeasureReportedData: {
            /** @description 1 to 128 printable characters */
            customerId?: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            measure: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            product?: string;
            value: number;
        };
        MeasureRequirement: {
            associationKinds: ("partner-of-record" | "transacting-partner" | "delegated-administrator")[];
            associationProducts: string[];
            /** @enum {unknown} */
            attribution: "prospective" | "retroactive";
            citations: components["schemas"]["Citation"][];
            /** @enum {unknown} */
            counts: "latest" | "sum";
            id: string;
            /** @constant */
            kind: "reported-measure";
            measure: string;
            products: string[];
            threshold: {
                developed: number;
                developing: number;
            };
            /** @enum {unknown} */
            window: "by-day" | "by-month";
        };
        MembershipPurchased: {
            data: components["schemas"]["MembershipPurchasedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MembershipPurchased";
        } & {
            [key: string]: unknown;
        };
        MembershipPurchasedData: {
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            anniversaryOn?: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            competency: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            purchasedOn: string;
            /** @enum {string} */
            tier: "silver" | "gold";
        };
        OperationsAlert: {
            /** @description absent = nobody has */
            acknowledged?: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                at: string;
                /** @description the id of a key */
                by: string;
            };
            id: string;
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            raisedAt: string;
            /** @enum {unknown} */
            reason: "gone" | "failing";
            receiverId: string;
            /** @constant */
            type: "receiver.disabled";
        };
        OrganizationCorrected: {
            data: components["schemas"]["OrganizationCorrectedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "OrganizationCorrected";
        } & {
            [key: string]: unknown;
        };
        OrganizationCorrectedData: {
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn?: string;
            /** @enum {string} */
            market?: "developed" | "developing";
            /** @description 1 to 256 printable characters */
            name?: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
        };
        OrganizationEnrolled: {
            data: components["schemas"]["OrganizationEnrolledData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "OrganizationEnrolled";
        } & {
            [key: string]: unknown;
        };
        OrganizationEnrolledData: {
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @enum {string} */
            market: "developed" | "developing";
            /** @description 1 to 256 printable characters */
            name: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
        };
        Organizations: {
            next?: string;
            organizations: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                enrolledOn: string;
                /** @enum {unknown} */
                market: "developed" | "developing";
                name: string;
                organizationId: string;
                revision: number;
                standings: {
                    competency: string;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    lapsesOn: string | null;
                    option: string;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    since: string | null;
                    /** @enum {unknown} */
                    tier: "silver" | "gold" | null;
                }[];
            }[];
            /** @description on all pages together; on the first page alone */
            total?: number;
        };
        PartnerOfRecordAssociated: {
            data: components["schemas"]["PartnerOfRecordAssociatedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PartnerOfRecordAssociated";
        } & {
            [key: string]: unknown;
        };
        PartnerOfRecordAssociatedData: {
            /** @description 1 to 128 printable characters */
            customerId: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            products?: string[];
        };
        PartnerOfRecordDissociated: {
            data: components["schemas"]["PartnerOfRecordDissociatedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PartnerOfRecordDissociated";
        } & {
            [key: string]: unknown;
        };
        PartnerOfRecordDissociatedData: {
            /** @description 1 to 128 printable characters */
            customerId: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            effectiveOn: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            products?: string[];
        };
        Path: {
            alternatives?: components["schemas"]["Way"][];
            by?: string[];
            certifications?: {
                certification: string;
                individualId: string;
                /** @description where the same was recorded of this day and retracted: recorded once more it is a duplicate; reinstate that fact */
                retracted?: number;
            }[];
            exams: {
                exam: string;
                individualId: string;
                /** @description where the same was recorded of this day and retracted: recorded once more it is a duplicate; reinstate that fact */
                retracted?: number;
            }[];
            furtherIndividuals?: string[][];
            impossible?: string[];
            optimal: boolean;
            other?: components["schemas"]["Finding"][];
            people: number;
            revenue: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                before: string | null;
                products: string[];
                requirement: string;
                revenueTypes: ("net-new" | "recurring")[];
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                shortBy: string;
            }[];
        };
        PeopleFinding: {
            actual: number;
            alternative?: number;
            assignment: {
                group: number;
                individualId: string;
            }[];
            id: string;
            /** @constant */
            kind: "qualified-individuals";
            met: boolean;
            required: number;
            shortBy: number;
            /** @enum {unknown} */
            tier: "silver" | "gold";
        };
        PeopleRequirement: {
            alternatives: {
                holds: components["schemas"]["Holding"];
                /** @enum {unknown} */
                individuals: "others" | "either";
                places: number;
            }[][];
            citations: components["schemas"]["Citation"][];
            id: string;
            /** @constant */
            kind: "qualified-individuals";
        };
        /** @description RFC 9457 */
        Problem: {
            /** @enum {unknown} */
            code: "malformed-request" | "request-incomplete" | "malformed-json" | "not-a-cloudevent" | "invalid-body" | "invalid-parameter" | "known-at-invalid" | "revision-unknown" | "range-reversed" | "scim-refused" | "credentials-missing" | "credentials-invalid" | "role-not-allowed" | "organization-not-allowed" | "cross-origin" | "route-unknown" | "organization-unknown" | "option-unknown" | "option-not-in-edition" | "requirement-unknown" | "tier-unknown" | "edition-unknown" | "not-known-yet" | "key-unknown" | "import-unknown" | "alert-unknown" | "receiver-unknown" | "calendar-unknown" | "method-not-allowed" | "request-timeout" | "import-refused" | "fact-readable" | "receiver-unsigned" | "receiver-disabled" | "mail-not-configured" | "body-too-large" | "fact-too-large" | "media-type-unsupported" | "charset-unsupported" | "content-encoding-unsupported" | "expectation-failed" | "file-refused" | "type-unknown" | "invalid-data" | "organization-exists" | "enrolment-required" | "fact-unknown" | "id-reused" | "booking-exists" | "certification-exists" | "exam-pass-exists" | "exchange-rate-missing" | "currency-unknown" | "total-too-large" | "atomic-rejected" | "atomic-too-large" | "atomic-several-organizations" | "too-many-requests" | "headers-too-large" | "internal-error" | "facts-unreadable" | "store-unavailable" | "store-full" | "outcome-unknown" | "revision-not-yet" | "shutting-down";
            detail: string;
            errors?: {
                detail: string;
                pointer: string;
            }[];
            /** @description JSON Pointer to the first bad field */
            pointer?: string;
            status: number;
            title: string;
            /**
             * Format: uri
             * @example urn:assay:problem:invalid-data
             */
            type: string;
        };
        Programs: {
            programs: {
                editions: components["schemas"]["Edition"][];
                id: string;
                name: string;
            }[];
        };
        /** @description an event that cannot be read, and that somebody decided to go on without */
        QuarantinedFact: {
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            decidedAt: string;
            decidedBy: string;
            reason: string;
            revision: number;
        };
        Receiver: {
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            createdAt: string;
            createdBy: string;
            disabled?: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                at: string;
                /** @enum {unknown} */
                reason: "gone" | "failing";
            };
            enabled: boolean;
            /**
             * Format: date-time
             * @description absent = the last attempt was delivered
             * @example 2018-04-02T08:00:00.000Z
             */
            failingSince?: string;
            /** @enum {unknown} */
            format: "standard-webhooks" | "slack" | "email";
            id: string;
            /** @enum {unknown} */
            language: "en" | "fr";
            leadDays?: number[];
            options?: string[];
            organizations?: string[];
            types: ("tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated" | "receiver.disabled")[];
            url: string;
        };
        ReceiverMade: {
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            createdAt: string;
            createdBy: string;
            disabled?: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                at: string;
                /** @enum {unknown} */
                reason: "gone" | "failing";
            };
            enabled: boolean;
            /**
             * Format: date-time
             * @description absent = the last attempt was delivered
             * @example 2018-04-02T08:00:00.000Z
             */
            failingSince?: string;
            /** @enum {unknown} */
            format: "standard-webhooks" | "slack" | "email";
            id: string;
            /** @enum {unknown} */
            language: "en" | "fr";
            leadDays?: number[];
            options?: string[];
            organizations?: string[];
            /** @description of `standard-webhooks` */
            secret?: string;
            types: ("tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated" | "receiver.disabled")[];
            url: string;
            warnings?: {
                code: string;
                detail: string;
            }[];
        };
        Receivers: {
            webhooks: components["schemas"]["Receiver"][];
        };
        ReceiverSecret: {
            id: string;
            secret: string;
        };
        RecordedBooking: {
            data: {
                /** @description a decimal string such as "1234.50": up to 11 digits before the point, "-" for a credit */
                amount: string;
                /**
                 * Format: date
                 * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
                 */
                bookedOn: string;
                /** @description 1 to 128 printable characters */
                bookingId: string;
                /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
                currency: string;
                /** @description 1 to 128 printable characters */
                customerId: string;
                /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
                organizationId: string;
                /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
                product: string;
                /** @enum {string} */
                revenueType: "net-new" | "recurring";
                /** @description what it counts as in US dollars; absent = as it is */
                usdAmount?: string;
                /**
                 * Format: exchange-rate
                 * @description US dollars per unit, a decimal string above 0 such as "1.0912"
                 */
                usdPerUnit?: string;
            };
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "RevenueBooked";
        } & {
            [key: string]: unknown;
        };
        /** @description as it was sent, less personal data; a booking with what it was converted at */
        RecordedEvent: components["schemas"]["OrganizationEnrolled"] | components["schemas"]["OrganizationCorrected"] | components["schemas"]["MarketReassigned"] | components["schemas"]["IndividualJoined"] | components["schemas"]["IndividualLeft"] | components["schemas"]["ExamPassed"] | components["schemas"]["PartnerOfRecordAssociated"] | components["schemas"]["PartnerOfRecordDissociated"] | components["schemas"]["RecordedBooking"] | components["schemas"]["AssociationRegistered"] | components["schemas"]["AssociationEnded"] | components["schemas"]["CertificationEarned"] | components["schemas"]["MeasureReported"] | components["schemas"]["AttributeAssigned"] | components["schemas"]["MembershipPurchased"] | components["schemas"]["FactRetracted"] | components["schemas"]["FactReinstated"] | components["schemas"]["ExchangeRatePublished"];
        Requirement: components["schemas"]["RevenueRequirement"] | components["schemas"]["CustomerRequirement"] | components["schemas"]["MeasureRequirement"] | components["schemas"]["AttributeRequirement"] | components["schemas"]["PeopleRequirement"] | components["schemas"]["CompositionRequirement"];
        Revenue: {
            points: {
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                amount: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                day: string;
            }[];
            thresholds: {
                points: {
                    /**
                     * @description US dollars
                     * @example 123456.78
                     */
                    amount: string;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    day: string;
                }[];
                /** @enum {unknown} */
                tier: "silver" | "gold";
            }[];
        };
        RevenueBooked: {
            data: components["schemas"]["RevenueBookedData"];
            /** Format: json-media-type */
            datacontenttype?: string;
            /** @description 1 to 256 printable characters */
            id: string;
            /** @description 1 to 256 printable characters */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /** @description 1 to 256 printable characters */
            subject?: string;
            /** Format: date-time */
            time?: string;
            /** @description 1 to 256 printable characters */
            traceparent?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "RevenueBooked";
        } & {
            [key: string]: unknown;
        };
        RevenueBookedData: {
            /** @description a decimal string such as "1234.50": up to 11 digits before the point, "-" for a credit */
            amount: string;
            /**
             * Format: date
             * @description a day that exists, from 1990-01-01 to 2100-12-31 inclusive
             */
            bookedOn: string;
            /** @description 1 to 128 printable characters */
            bookingId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            currency: string;
            /** @description 1 to 128 printable characters */
            customerId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            organizationId: string;
            /** @description 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit */
            product: string;
            /** @enum {string} */
            revenueType: "net-new" | "recurring";
            /**
             * Format: exchange-rate
             * @description US dollars per unit, a decimal string above 0 such as "1.0912"
             */
            usdPerUnit?: string;
        };
        RevenueFinding: {
            /**
             * @description US dollars
             * @example 123456.78
             */
            actual: string;
            /** @constant */
            currency: "USD";
            id: string;
            /** @constant */
            kind: "rolling-revenue";
            met: boolean;
            /**
             * @description US dollars
             * @example 123456.78
             */
            required: string;
            /**
             * @description US dollars
             * @example 123456.78
             */
            shortBy: string;
            /** @enum {unknown} */
            tier: "silver" | "gold";
            window: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                from: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                to: string;
            };
        };
        RevenueRequirement: {
            associationKinds: ("partner-of-record" | "transacting-partner" | "delegated-administrator")[];
            associationProducts: string[];
            /** @enum {unknown} */
            attribution: "prospective" | "retroactive";
            citations: components["schemas"]["Citation"][];
            /** @constant */
            currency: "USD";
            id: string;
            /** @constant */
            kind: "rolling-revenue";
            products: string[];
            /** @description none = every one */
            revenueTypes: ("net-new" | "recurring")[];
            threshold: {
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                developed: string;
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                developing: string;
            };
            /** @enum {unknown} */
            window: "by-day" | "by-month";
        };
        Session: {
            /** @description how many days before a lapse it is announced */
            atRiskDays: number[];
            /**
             * Format: date
             * @description first day the key no longer works; absent = it works for good
             * @example 2018-03-31
             */
            expiresOn?: string;
            keyId: string;
            /** @description of the key */
            name: string;
            /** @description absent = every organization */
            organizations?: string[];
            /** @enum {unknown} */
            role: "admin" | "ingest" | "read" | "auditor";
            /** @description receivers of alerts may be mail addresses */
            sendsMail: boolean;
            /** @example Europe/Paris */
            timeZone: string;
            /**
             * Format: date
             * @description in the time zone of the service
             * @example 2018-03-31
             */
            today: string;
        };
        Standing: {
            atRiskAtRenewal?: boolean;
            competency: string;
            edition: {
                contentHash: string;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                effectiveFrom: string | null;
                id: string;
            };
            /** @enum {unknown} */
            held?: "silver" | "gold" | null;
            /**
             * Format: date
             * @example 2018-03-31
             */
            lapsesOn: string | null;
            option: string;
            /**
             * Format: date
             * @example 2018-03-31
             */
            renewalOpensOn?: string | null;
            requirements: components["schemas"]["Finding"][];
            /**
             * Format: date
             * @example 2018-03-31
             */
            since: string | null;
            /** @enum {unknown} */
            tier: "silver" | "gold" | null;
        };
        StandingAlert: {
            /** @description absent = nobody has */
            acknowledged?: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                at: string;
                /** @description the id of a key */
                by: string;
            };
            because: components["schemas"]["AlertCause"][];
            competency: string;
            /**
             * Format: date
             * @example 2018-03-31
             */
            effectiveOn: string;
            /** @enum {unknown} */
            fromTier: "silver" | "gold" | null;
            id: string;
            intervals?: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                from: string;
                /** @enum {unknown} */
                is: "silver" | "gold" | null;
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                to: string | null;
                /** @enum {unknown} */
                was: "silver" | "gold" | null;
            }[];
            /**
             * Format: date
             * @example 2018-03-31
             */
            lapsesOn?: string;
            leadDays?: number;
            option: string;
            organizationId: string;
            /**
             * Format: date-time
             * @example 2018-04-02T08:00:00.000Z
             */
            raisedAt: string;
            /** @enum {unknown} */
            toTier: "silver" | "gold" | null;
            /** @enum {unknown} */
            type: "tier.attained" | "tier.lapsed" | "tier.at-risk" | "tier.restated";
        };
        StandingAnswer: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            knownAt: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                recordedAt: string;
                revision: number;
            };
            organizationId: string;
            standings: components["schemas"]["Standing"][];
        };
        Status: {
            haltedOrganizations?: number;
            programProblems?: number;
            /** @enum {unknown} */
            status: "alive" | "ready" | "degraded";
            unreadableOrganizations?: number;
        };
        Supposed: {
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf?: string;
            facts: components["schemas"]["Fact"][];
            /** @description upon what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all */
            knownAt?: string;
        };
        UndoneImport: {
            import: components["schemas"]["Import"];
            undo: {
                kept: number;
                reinstated: number;
                retracted: number;
                shared: number;
            };
        };
        Way: {
            by?: string[];
            certifications?: {
                certification: string;
                individualId: string;
                /** @description where the same was recorded of this day and retracted: recorded once more it is a duplicate; reinstate that fact */
                retracted?: number;
            }[];
            exams: {
                exam: string;
                individualId: string;
                /** @description where the same was recorded of this day and retracted: recorded once more it is a duplicate; reinstate that fact */
                retracted?: number;
            }[];
            furtherIndividuals?: string[][];
            impossible?: string[];
            optimal: boolean;
            other?: components["schemas"]["Finding"][];
            people: number;
            revenue: {
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                before: string | null;
                products: string[];
                requirement: string;
                revenueTypes: ("net-new" | "recurring")[];
                /**
                 * @description US dollars
                 * @example 123456.78
                 */
                shortBy: string;
            }[];
        };
        WhatIf: {
            after: components["schemas"]["Standing"][];
            /**
             * Format: date
             * @example 2018-03-31
             */
            asOf: string;
            before: components["schemas"]["Standing"][];
            duplicates?: {
                index: number;
                revision: number;
            }[];
            knownAt?: {
                /**
                 * Format: date-time
                 * @example 2018-04-02T08:00:00.000Z
                 */
                recordedAt: string;
                revision: number;
            };
        };
        WindowChanges: {
            changes: {
                booking: {
                    /**
                     * @description US dollars
                     * @example 123456.78
                     */
                    amount: string;
                    /**
                     * Format: date
                     * @example 2018-03-31
                     */
                    bookedOn: string;
                    bookingId: string;
                    customerId: string;
                    product: string;
                    /** @enum {unknown} */
                    revenueType: "net-new" | "recurring";
                    revision: number;
                };
                /**
                 * Format: date
                 * @example 2018-03-31
                 */
                day: string;
                /** @enum {unknown} */
                effect: "enters" | "leaves";
            }[];
            /** @description with those beyond `limit` */
            total: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
