import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { Database } from '@app/database';
import { Damage, personalDataKeeper, type Runtime, snapshotWarnings } from '@app/hosting';
import { ProgramsInForce } from '@app/programs';
import {
  databaseDecisionSnapshots,
  databaseSnapshots,
  FactsCache,
  Questions,
  Reasons,
} from '@app/projections';
import { Recorder } from '@app/recording';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { AccessLog } from './access/access-log.js';
import { AccessRecordsController } from './access/access-records.controller.js';
import { RateLimits } from './access/rate-limits.js';
import { ALERT_CONTROLLERS } from './alerts/alerts-parts.js';
import { AlertsLog } from './alerts/alerts-log.js';
import { AnnouncedByThen } from './alerts/announced-by-then.js';
import { AccessGuard } from './auth/access.guard.js';
import { KeyRing } from './auth/key-ring.js';
import { Clock } from './clock.js';
import { RouteTable } from './http/route-table.js';
import { Shutdown } from './http/shutdown.js';
import { ImportsController } from './imports/imports.controller.js';
import { importParts } from './imports/imports-parts.js';
import { EventsController } from './ingest/events.controller.js';
import { SingleFactListener } from './ingest/single-fact-listener.js';
import { SingleFacts } from './ingest/single-facts.js';
import { SubmitFactsHandler, SubmitFactsTogetherHandler } from './ingest/submit-facts.js';
import { Vocabulary } from './ingest/vocabulary.js';
import { KeysController } from './keys/keys.controller.js';
import { DocumentationController, DocumentText } from './openapi/documentation.controller.js';
import { AnsweredRequests } from './operations/answered-requests.js';
import { logging } from './operations/logging.js';
import { Metrics } from './operations/metrics.js';
import { OperationsController } from './operations/operations.controller.js';
import { RequestLog } from './operations/request-log.js';
import { workParts } from './operations/work-parts.js';
import { Changes } from './live/changes.js';
import { ChangesStreamController } from './live/changes-stream.controller.js';
import { PersonalDataController } from './personal-data/personal-data.controller.js';
import { ProblemFilter } from './problems/problem-filter.js';
import { OrganizationsHandler, ProgramsHandler } from './query/directory-handlers.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { QueriesController } from './query/queries.controller.js';
import { ReasonsController } from './query/reasons.controller.js';
import {
  CompetenciesHandler,
  DependenciesHandler,
  EvidenceHandler,
  ExplanationHandler,
  PathHandler,
  WhatIfHandler,
  WindowHandler,
} from './query/reason-handlers.js';
import {
  FactsHandler,
  HistoryHandler,
  IndividualsHandler,
  RevenueHandler,
  StandingHandler,
} from './query/question-handlers.js';
import { RevisionWait } from './query/revision-wait.js';
import { SessionController } from './session/session.controller.js';
import { ScimController } from './scim/scim.controller.js';
import { ScimUsers } from './scim/scim-users.js';
import { CONFIG, DATABASE, EVENT_STORE, PROGRAMS, RUNTIME } from './tokens.js';

/** The whole service: every part, and what it is given. */
@Module({})
export class AppModule {
  /** `routes` and `shutdown` are those that the HTTP server was made with. */
  static of(runtime: Runtime, routes: RouteTable, shutdown: Shutdown): DynamicModule {
    const { config, store, database, programs } = runtime;
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), DiscoveryModule, LoggerModule.forRoot(logging(runtime))],
      controllers: [
        EventsController,
        QueriesController,
        ReasonsController,
        SessionController,
        ChangesStreamController,
        KeysController,
        PersonalDataController,
        ...ALERT_CONTROLLERS,
        ImportsController,
        ScimController,
        AccessRecordsController,
        QuarantineController,
        OperationsController,
        DocumentationController,
      ],
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: CONFIG, useValue: config },
        { provide: EVENT_STORE, useValue: store },
        { provide: DATABASE, useValue: database },
        { provide: ProgramsInForce, useValue: programs },
        { provide: PROGRAMS, useValue: programs.current },
        { provide: RouteTable, useValue: routes },
        { provide: Shutdown, useValue: shutdown },
        { provide: APP_GUARD, useClass: AccessGuard },
        ProblemFilter,
        { provide: APP_FILTER, useExisting: ProblemFilter },
        ...recordingAndReading(runtime),
        AlertsLog,
        AnnouncedByThen,
        ...workParts(runtime),
        ...importParts(runtime),
        ...[Clock, KeyRing, Vocabulary, RevisionWait, DocumentText, ScimUsers],
        ...[AccessLog, RateLimits, Changes],
        ...[Metrics, RequestLog, AnsweredRequests],
        ...[SubmitFactsHandler, SubmitFactsTogetherHandler, SingleFacts, SingleFactListener],
        ...[StandingHandler, IndividualsHandler, HistoryHandler, RevenueHandler, FactsHandler],
        ...[OrganizationsHandler, ProgramsHandler],
        ...[CompetenciesHandler, EvidenceHandler, ExplanationHandler],
        ...[PathHandler, DependenciesHandler, WhatIfHandler, WindowHandler],
      ],
    };
  }
}

/** What decisions rest on, and what becomes of it where the database cannot be used now: it is counted and told, and facts are recorded without. */
function decisionSnapshots(database: Database, logger: PinoLogger, metrics: Metrics) {
  const { damaged, missed } = snapshotWarnings(logger);
  return databaseDecisionSnapshots(database, damaged, (organizationId, error) => {
    metrics.countMissedSnapshot();
    missed(organizationId, error);
  });
}

function recordingAndReading({ store, database, programs, presence }: Runtime) {
  return [
    {
      provide: Recorder,
      inject: [FactsCache, PinoLogger, Damage, Metrics],
      useFactory: (facts: FactsCache, logger: PinoLogger, damage: Damage, metrics: Metrics) => {
        const recorder = new Recorder({
          store,
          onUnreadable: damage.found,
          snapshots: decisionSnapshots(database, logger, metrics),
          keepPersonalData: personalDataKeeper(database),
          onRecorded: (organizationId, recorded) => {
            facts.take(organizationId, recorded);
          },
          ...(presence === null ? {} : { beforeMiddle: presence.requests.begins }),
        });
        presence?.requests.start(recorder.requests);
        return recorder;
      },
    },
    {
      provide: FactsCache,
      inject: [PinoLogger],
      useFactory: (logger: PinoLogger) => {
        const { damaged, missed } = snapshotWarnings(logger);
        const snapshots = databaseSnapshots(database, damaged);
        return new FactsCache({ store, snapshots, onSnapshotMissed: missed });
      },
    },
    {
      provide: Questions,
      inject: [FactsCache, Clock],
      useFactory: (facts: FactsCache, { today }: Clock) =>
        new Questions({ facts, programs: programs.current, today }),
    },
    {
      provide: Reasons,
      inject: [FactsCache, Clock, PinoLogger, Metrics],
      useFactory: (facts: FactsCache, { today }: Clock, logger: PinoLogger, metrics: Metrics) =>
        new Reasons({
          ...{ facts, programs: programs.current, today, store, now: Date.now },
          snapshots: decisionSnapshots(database, logger, metrics),
        }),
    },
  ];
}
