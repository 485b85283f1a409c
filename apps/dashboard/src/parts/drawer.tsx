import './drawer.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useCommonText } from '../language/common.js';
import { CloseIcon } from './icons.js';

interface DrawerProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** What lies behind something that is shown, at the side of it; Escape and a click beside it close it. */
export function Drawer({ title, close, children }: DrawerProps) {
  const text = useCommonText();
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={close} className="drawer-backdrop">
      <Modal className="drawer">
        <Dialog className="drawer-dialog">
          <header className="drawer-head">
            <Heading slot="title">{title}</Heading>
            <Button className="button quiet" aria-label={text('frame.close')} onPress={close}>
              <CloseIcon />
            </Button>
          </header>
          <div className="drawer-body">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
